import { describe, expect, it } from 'vitest';
import { objectAt, stringAt } from '../../src/json.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import { canonicalJson } from '../../src/knative/template/canonical-json.ts';
import { predict } from '../../src/predict/chain.ts';
import { parseLock } from '../../src/predict/lock-file.ts';
import { nextLock } from '../../src/predict/next-lock.ts';
import { printLock } from '../../src/predict/print-lock.ts';
import type { Lock, LockEntry, PredictionContext } from '../../src/predict/types.ts';
import { isApplied, type Sequence, sequences, serviceOf } from './recorded.ts';

/** What no file can know, by sequence and step from 0. */
const exceptions: Readonly<Record<string, string>> = {
  '045.2': 'RevisionNameTaken: an older revision has the given name, with another spec',
};

describe('each recorded edit gets the revision that the real controller made', () => {
  it.each(sequences.map((each) => [`${each.id} ${each.kind}`, each] as const))('%s', (_, each) => {
    let lock: Lock = new Map();
    for (const [index, step] of each.steps.entries()) {
      if (step.applyError) continue;
      const { predicted, next } = apply(step.yaml === null ? [] : [step.yaml], lock);
      lock = next;
      if (!isApplied(step)) continue;
      if (`${each.id}.${index}` in exceptions) {
        expect(predicted?.name).not.toBe(step.latestCreatedRevisionName);
        continue;
      }
      const label = `step ${index}: ${step.edit.join()}`;
      expect(predicted?.name, label).toBe(step.latestCreatedRevisionName);
      expect(predicted?.generation, label).toBe(step.generation);
    }
  });

  it('at most of the steps, and with every exception in use', () => {
    const steps = sequences.flatMap((each) => each.steps.filter(isApplied));
    expect(steps.length).toBeGreaterThan(270);
    const known = sequences.flatMap(({ id, steps }: Sequence) =>
      steps.map((_, index) => `${id}.${index}`),
    );
    expect(known).toEqual(expect.arrayContaining(Object.keys(exceptions)));
  });
});

describe('a pin is the same exactly when the stored template is', () => {
  it.each(sequences.map((each) => [`${each.id} ${each.kind}`, each] as const))('%s', (_, each) => {
    const nameOf = new Map<string, string>();
    for (const { yaml, liveTemplate } of each.steps.filter(isApplied)) {
      const service = serviceOf(yaml);
      if (stringAt(service.template, ['metadata', 'name']) !== undefined) continue;
      const name = predict(service, defaultCluster, { pin: true }).revision?.name ?? '';
      const spec = objectAt(liveTemplate ?? {}, ['spec']);
      // One that was removed comes back with the pin, which spells out every default.
      const pinnable = { ...liveTemplate, spec: { enableServiceLinks: false, ...spec } };
      const content = canonicalJson(pinnable);
      expect(nameOf.get(content) ?? name).toBe(name);
      nameOf.set(content, name);
    }
    expect(new Set(nameOf.values()).size).toBe(nameOf.size);
  });
});

/** Renders with the lock, then brings it up to date, through its text as the command does. */
function apply(manifests: readonly string[], lock: Lock): { predicted?: Predicted; next: Lock } {
  const services = manifests.map(serviceOf);
  const context: PredictionContext = { pin: false, lock };
  const [predicted] = services.map((service) => predict(service, defaultCluster, context).revision);
  const next = reread(nextLock(services, defaultCluster, () => context));
  return { ...(predicted && { predicted }), next };
}

type Predicted = NonNullable<ReturnType<typeof predict>['revision']>;

function reread(lock: Lock): ReadonlyMap<string, LockEntry> {
  const read = parseLock(printLock(lock));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.lock;
}
