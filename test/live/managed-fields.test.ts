import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { type ApplierName, appliers } from '../../src/live/appliers.ts';
import { isApplied, takenFields, without } from '../../src/live/managed-fields.ts';

function entry(manager: string, operation: string, template: JsonObject, more = {}): JsonObject {
  const fieldsV1 = { 'f:spec': { 'f:template': template } };
  return { manager, operation, fieldsV1, ...more };
}

const annotation = { 'f:metadata': { 'f:annotations': { 'f:a.b/c': {} } } };
const annotations = { 'f:metadata': { 'f:annotations': { '.': {}, 'f:a.b/c': {} } } };
const map = ['spec', 'template', 'metadata', 'annotations'];
const timeout = { 'f:spec': { 'f:timeoutSeconds': {} } };

function live(...managedFields: JsonObject[]): JsonObject {
  return { metadata: { managedFields } };
}

describe('the fields that an applier takes over', () => {
  it.each<[string, ApplierName, JsonObject[], string[][]]>([
    [
      'of kubectl edit, for Flux',
      'flux',
      [entry('kubectl-edit', 'Update', annotation)],
      [['spec', 'template', 'metadata', 'annotations', 'a.b/c']],
    ],
    [
      'of kubectl apply --server-side, for Flux',
      'flux',
      [entry('kubectl', 'Apply', timeout)],
      [['spec', 'template', 'spec', 'timeoutSeconds']],
    ],
    [
      'of client-side apply, for Argo CD',
      'argocd-ssa',
      [entry('kubectl-client-side-apply', 'Update', timeout)],
      [['spec', 'template', 'spec', 'timeoutSeconds']],
    ],
    [
      'not of kubectl edit, for Argo CD',
      'argocd-ssa',
      [entry('kubectl-edit', 'Update', timeout)],
      [],
    ],
    ['not of a controller', 'flux', [entry('controller', 'Update', timeout)], []],
    [
      'not of a status',
      'flux',
      [entry('kubectl-edit', 'Update', timeout, { subresource: 'status' })],
      [],
    ],
    [
      'not what somebody else has too',
      'flux',
      [entry('kubectl-edit', 'Update', timeout), entry('other', 'Apply', timeout)],
      [],
    ],
    [
      'also what it has itself: it lets go of it',
      'flux',
      [entry('kubectl-edit', 'Update', timeout), entry('kustomize-controller', 'Apply', timeout)],
      [['spec', 'template', 'spec', 'timeoutSeconds']],
    ],
    [
      'not items of lists',
      'flux',
      [
        entry('kubectl-edit', 'Update', {
          'f:spec': { 'f:volumes': { 'k:{"name":"a"}': { 'f:name': {} } } },
        }),
      ],
      [],
    ],
    [
      'labels and annotations of the Service too, but nothing else of its metadata',
      'flux',
      [
        {
          manager: 'kubectl-edit',
          operation: 'Update',
          fieldsV1: { 'f:metadata': { 'f:labels': { 'f:a': {} }, 'f:finalizers': {} } },
        },
      ],
      [['metadata', 'labels', 'a']],
    ],
    [
      'a mapping, with all that is in it',
      'flux',
      [entry('kubectl-edit', 'Update', annotations)],
      [map, [...map, 'a.b/c']],
    ],
    [
      'not a mapping that somebody else has something in',
      'flux',
      [entry('kubectl-edit', 'Update', annotations), entry('other', 'Update', annotation)],
      [],
    ],
    ['of an object without any', 'flux', [], []],
  ])('%s', (_, applier, entries, paths) => {
    expect(takenFields(live(...entries), appliers[applier])).toEqual(paths);
  });
});

describe('a field is somebody’s when it was applied', () => {
  it.each([
    ['server-side', entry('flux', 'Apply', timeout), true],
    [
      'not when it was updated: then it may have been filled in',
      entry('flux', 'Update', timeout),
      false,
    ],
    ['not when it is another field', entry('flux', 'Apply', annotation), false],
  ])('%s', (_, applied, is) => {
    expect(isApplied(live(applied), ['spec', 'timeoutSeconds'])).toBe(is);
  });
});

describe('fields are taken out', () => {
  it.each([
    [[['a']], { b: { c: 1, d: 2 } }],
    [[['b', 'c']], { a: 1, b: { d: 2 } }],
    [[['a', 'x']], { a: 1, b: { c: 1, d: 2 } }],
    [[['x', 'y']], { a: 1, b: { c: 1, d: 2 } }],
  ])('%j', (paths, left) => {
    expect(without({ a: 1, b: { c: 1, d: 2 } }, paths)).toEqual(left);
  });
});
