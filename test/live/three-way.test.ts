import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { applyPatch, firstApplied, lastApplied, threeWayPatch } from '../../src/live/three-way.ts';

const key = 'kubectl.kubernetes.io/last-applied-configuration';

/** What k8s.io/apimachinery v0.36.3 answered (`jsonmergepatch.CreateThreeWayJSONMergePatch`). */
interface Recorded {
  readonly original: JsonObject;
  readonly modified: JsonObject;
  readonly current: JsonObject;
  readonly patch: JsonObject;
}

const recorded: Recorded[] = readFileSync('test/live/three-way.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

it.each(recorded)('$original → $modified over $current is $patch', (each) => {
  expect(threeWayPatch(each.original, each.modified, each.current)).toStrictEqual(each.patch);
});

function object(spec: JsonObject, annotations?: JsonObject): JsonObject {
  return { kind: 'Service', metadata: { name: 'one', ...(annotations && { annotations }) }, spec };
}

/** As the cluster has it after `kubectl apply`, with what the cluster filled in. */
function applied(spec: JsonObject, filled: JsonObject = {}): JsonObject {
  const created = firstApplied(object(spec));
  return { ...created, spec: { ...(created.spec as JsonObject), ...filled } };
}

describe('the patch of kubectl apply', () => {
  it('is empty when nothing changed', () => {
    expect(applyPatch(object({ a: 1 }), applied({ a: 1 }, { filled: true }))).toEqual({});
  });

  it('removes what was applied last and no longer is, and brings the record up to date', () => {
    const live = applied({ a: 1, b: { c: 2 } }, { filled: true });
    const patch = applyPatch(object({ a: 1 }), live);
    expect(patch.spec).toEqual({ b: null });
    const record = (patch.metadata as { annotations: Record<string, string> }).annotations[key];
    expect(JSON.parse(record ?? '')).toEqual(object({ a: 1 }, {}));
  });

  it('removes nothing without a record: what was made by other means stays', () => {
    const patch = applyPatch(object({ a: 2 }), object({ a: 1, b: 1 }));
    expect(patch.spec).toEqual({ a: 2 });
  });

  it('takes a record that is in the manifest for none of its own', () => {
    const manifest = object({ a: 1 }, { [key]: 'old', other: 'x' });
    expect(lastApplied(firstApplied(manifest))).toEqual(object({ a: 1 }, { other: 'x' }));
  });

  it('creates without nulls, and records them', () => {
    const created = firstApplied(object({ a: null, list: [{ b: null }] }));
    expect(created.spec).toEqual({ list: [{}] });
    expect(lastApplied(created)?.spec).toEqual({ a: null, list: [{ b: null }] });
  });

  it.each(['', '{', '[]', 'null'])('takes a record %j that cannot be read for none', (text) => {
    expect(lastApplied(object({}, { [key]: text }))).toBeUndefined();
  });
});
