import type { PlanSettings } from '../types.ts';
import type { Copied } from './mark.ts';
import { type Provided, provide } from './provide.ts';
import type { Step } from './step.ts';
import type { Unit } from './unit.ts';

/** What the needed revisions get. */
export interface ProvidedAll {
  /** By revision. */
  readonly byRevision: ReadonlyMap<string, Provided>;
  /** Steps for those that have no ScaledObject of their name. */
  readonly steps: readonly Step[];
  readonly copied: Copied;
  /** The newest revision, unless there is nothing for it. */
  readonly newest: string | undefined;
}

/** The newest revision comes first: what there is only one of is for it. */
export function provideAll(
  unit: Unit,
  served: ReadonlyMap<string, Step>,
  settings: PlanSettings,
): ProvidedAll {
  const byRevision = new Map<string, Provided>();
  const steps: Step[] = [];
  const copied = new Map<string, string>();
  const given = new Set<string>();
  const newestFirst = [...unit.needed.values()].sort((a, b) => b.generation - a.generation);
  for (const revision of newestFirst) {
    const own = served.get(revision.name);
    const provided =
      own === undefined
        ? provide(revision, unit, settings, ({ name }) => !given.has(name))
        : { step: own };
    byRevision.set(revision.name, provided);
    if (own !== undefined || !('step' in provided)) continue;
    steps.push(provided.step);
    given.add(provided.step.name);
    const { copied: source } = provided;
    if (source !== undefined && !copied.has(source)) copied.set(source, revision.name);
  }
  return { byRevision, steps, copied, newest: newestIn(byRevision, unit) };
}

/** What the newest template was stamped into, before any status says so. */
function newestIn(
  byRevision: ReadonlyMap<string, Provided>,
  { needed, configuration }: Unit,
): string | undefined {
  const { generation, latestCreated = '' } = configuration;
  const stamped = [...needed.values()].find((each) => each.generation >= generation);
  const name = stamped?.name ?? latestCreated;
  const provided = byRevision.get(name);
  return provided !== undefined && 'step' in provided ? name : undefined;
}
