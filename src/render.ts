import { documentChanges, type ObjectChange, objectChanges, placedLast } from './changes.ts';
import { findingOf } from './diagnostics/finding.ts';
import { inReadingOrder } from './diagnostics/order.ts';
import type { Finding } from './diagnostics/types.ts';
import { terraform } from './gitops/terraform.ts';
import { type Input, readInput } from './input.ts';
import type { JsonObject } from './json.ts';
import { lintStream } from './lint.ts';
import { emitJson, emitYaml } from './manifest/emit.ts';
import type { Stream } from './manifest/stream.ts';
import type { SourceText } from './manifest/types.ts';
import { writeStream } from './manifest/write.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { defaultSettings, type Settings } from './settings.ts';

export interface RenderResult {
  /** The output in pieces, to be written one after another; empty when an error forbids it. */
  readonly output: readonly string[];
  /** What is wrong, in the order of files and lines. */
  readonly findings: readonly Finding[];
  /** What became of each Service, in the order of the stream. */
  readonly outcomes: readonly Outcome[];
}

/**
 * Renders manifests: finds the Knative Services that scale with KEDA, predicts their revisions and
 * writes their ScaledObjects into the stream. Pure: the same input gives the same bytes, and
 * rendering the output again gives the output.
 */
export function render(
  sources: readonly SourceText[],
  chosen: Partial<Settings> = {},
): RenderResult {
  const settings: Settings = { ...defaultSettings, ...chosen };
  const input = readInput(sources, settings, settings.format === 'json' ? 'all' : 'revcast');
  const { outcomes, changes, findings } = decide(input, settings);
  const failed = findings.some(({ severity }) => severity === 'error');
  const unlocked = settings.lock !== undefined && input.lock === undefined;
  const output =
    unlocked || (failed && settings.onError === 'fail') ? [] : write(input, changes, settings);
  return { output, findings, outcomes };
}

/** What becomes of every Service and every object, before anything is written. */
export function decide(
  input: Input,
  settings: Settings,
): { outcomes: Outcome[]; changes: ObjectChange[]; findings: readonly Finding[] } {
  const { services, stream } = input;
  const limitRanges = stream.manifests.map(({ value }) => value).filter(isLimitRange);
  const context = { settings, limitRanges, ...input };
  const outcomes = Array.from(services, ([service, found]) => outcomeOf(service, found, context));
  const changes = objectChanges(stream.manifests, outcomes, settings);
  const located = [
    ...outcomes.flatMap(({ problems }) => problems),
    ...lintStream(changes, outcomes, input, settings),
  ];
  const files = stream.sources.map(({ source }) => source.name);
  const findings = inReadingOrder([...input.findings, ...located.map(findingOf)], files);
  return { outcomes, changes, findings };
}

function write({ stream }: Input, changes: readonly ObjectChange[], settings: Settings): string[] {
  const generated = changes.flatMap(({ after }) => after);
  switch (settings.format) {
    case 'tf':
      return generated.length > 0 ? [emitJson(terraform(generated))] : [];
    case 'json':
      return list(settings.onlyGenerated ? generated : objectsOf(changes, settings));
    case 'yaml':
      if (settings.onlyGenerated) return generated.map((object) => `---\n${emitYaml(object)}`);
      return writeStream(stream.sources, placed(changes, stream, settings)).map(({ text }) => text);
  }
}

function placed(
  changes: readonly ObjectChange[],
  { sources }: Stream,
  settings: Settings,
): ReturnType<typeof documentChanges> {
  const changeOf = documentChanges(changes, settings);
  if (settings.placement === 'beside') return changeOf;
  return placedLast(
    changeOf,
    sources.flatMap(({ documents }) => documents),
  );
}

function objectsOf(changes: readonly ObjectChange[], { placement }: Settings): JsonObject[] {
  const present = ({ value }: ObjectChange): JsonObject[] => (value === undefined ? [] : [value]);
  if (placement === 'beside') return changes.flatMap((each) => [...present(each), ...each.after]);
  return [...changes.flatMap(present), ...changes.flatMap(({ after }) => after)];
}

function list(items: JsonObject[]): string[] {
  return items.length > 0 ? [emitJson({ apiVersion: 'v1', kind: 'List', items })] : [];
}

function isLimitRange(value: JsonObject): boolean {
  return value.kind === 'LimitRange' && value.apiVersion === 'v1';
}
