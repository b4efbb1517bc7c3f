/**
 * Cases that Go's code answers by accident, or that KEDA is sure to deny, and that revcast refuses:
 * by reason. The data's README says which kinds of refusals are allowed; every other case must get
 * the measured answer.
 */
const refusals: readonly (readonly [why: string, cases: readonly string[]])[] = [
  [
    'a target that overflows or is not a number: Go prints a negative or wrapped one',
    words(`t-cpu-09 t-cpu-31 t-cpu-33 t-cpu-36 t-cpu-39 t-cpu-40 t-cpu-43 t-cpu-44 t-cpu-45
      t-cpu-67 t-memory-34 t-memory-35 t-memory-39 t-memory-41 t-memory-46 t-custom-35 t-custom-40 t-custom-41
      t-custom-44 t-custom-45 t-custom-46 t-custom-48`),
  ],
  ['an address without scheme or host: KEDA fails with it at run time', words(`pa-03 pa-04 pa-21`)],
  [
    'a query template beyond .revisionName: functions, variables, other fields, control structures',
    words(`q-008 q-009 q-011 q-012 q-021 q-022 q-024 q-025 q-026
      q-027 q-029 q-037 q-039 q-048 q-051 q-052 q-053 q-054
      q-055 q-059 q-060 q-062 q-066 q-067 q-082 q-085 q-087
      q-088 q-089 q-090 q-091 q-099 q-103 q-112 q-114 q-115
      q-117 q-118 q-123 q-128 q-130 q-132 q-133 q-134 q-136
      q-140 ns-query`),
  ],
  ["a trigger without metadata: KEDA's schema requires it", words(`e-meta-null`)],
  [
    "a trigger without type and metadata: KEDA's schema requires both",
    words(`e-empty-obj e-null-elem e-custom-notarget-empty-obj`),
  ],
  ["two triggers of one name: KEDA's webhook denies them", words(`e-name-dup-default`)],
  [
    "a formula over names that no trigger has: KEDA's webhook denies it",
    words(`sm-ok sm-case sm-lt sm-full sm-metrictype-bogus`),
  ],
  ["a formula without a target: KEDA's webhook denies it", words(`sm-partial`)],
  [
    "no trigger at all: KEDA's schema requires one",
    words(`o-empty-obj o-null o-no-spec o-min-only o-max-only o-max-zero o-status o-unknown o-triggers-null
      o-kind-other o-fallback-behavior`),
  ],
  [
    "only cpu and memory triggers and no minReplicaCount: KEDA's webhook denies it",
    words(
      `o-partial o-bounds o-bounds-camel o-long-name-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa k-override`,
    ),
  ],
  ['a label value that the API server refuses', words('l-badlabelvalue l-longlabelvalue')],
];

export const refused: ReadonlyMap<string, string> = new Map(
  refusals.flatMap(([why, cases]) => cases.map((name) => [name, why] as const)),
);

function words(text: string): string[] {
  return text.split(/\s+/);
}
