import { describe, expect, test } from 'vitest';
import type { ScaledObjectState, Tracking } from '../../../src/fixer/types.ts';
import {
  adopted,
  generated,
  handMade,
  lines,
  now,
  ownedByService,
  planned,
  revision,
} from './fixtures.ts';

const argocd: Tracking = { tool: 'argocd', application: 'shop' };
const flux: Tracking = { tool: 'flux', namespace: 'flux-system', kustomization: 'shop' };
const helm: Tracking = { tool: 'helm', namespace: 'ns', release: 'shop' };
const marked = { owners: [ownedByService], standsFor: 'web-00005' };
const left = (name: string, fields: Partial<ScaledObjectState>): string[] =>
  lines(
    planned({
      revisions: [revision(4), revision(5)],
      scaledObjects: [adopted('web-00005'), generated(name, { ...marked, ...fields })],
    }),
  );

describe('a ScaledObject whose number has passed', () => {
  test.each([argocd, flux])('is removed, if $tool applies it no longer', (tracking) => {
    expect(left('web-00003', { tracking })).toEqual(['remove web-00003 (NoLongerRendered)']);
  });

  test.each<[string, string, Partial<ScaledObjectState>]>([
    ['nobody can be asked', 'web-00003', {}],
    ['Helm applied it', 'web-00003', { tracking: helm }],
    ['its number can still come', 'web-00006', { tracking: argocd }],
    ['it is a pin, which can come back', 'web-bcdfghjklm', { tracking: argocd }],
    ['it was applied just now', 'web-00003', { tracking: argocd, createdAt: now - 59_000 }],
    ['its revision is there', 'web-00004', { tracking: argocd, minReplicas: 0 }],
    [
      'it scales a revision',
      'web-00003',
      { tracking: argocd, target: { name: 'web-00004-deployment' } },
    ],
  ])('stays when %s', (_, name, fields) => {
    expect(left(name, fields).filter((line) => line.startsWith('remove'))).toEqual([]);
  });

  test('is looked at again when it may be removed', () => {
    const young = generated('web-00003', { ...marked, tracking: argocd, createdAt: now - 59_000 });
    const plan = planned({
      revisions: [revision(5)],
      scaledObjects: [adopted('web-00005'), young],
    });
    expect(plan.lookAgainAfter).toBe(1_000);
  });

  test('is marked before it is removed: one write at a time', () => {
    expect(left('web-00003', { tracking: argocd, owners: [] })).toEqual([
      'patch web-00003 (Waiting)',
    ]);
  });
});

describe('when the Service is gone', () => {
  const gone = (scaledObject: ScaledObjectState): string[] =>
    lines(planned({ isGone: true, scaledObjects: [scaledObject] }));

  test('what it leaves behind goes too, if the tool applies it no longer', () => {
    expect(gone(generated('web-00009', { tracking: flux }))).toEqual([
      'remove web-00009 (NoLongerRendered)',
    ]);
  });

  test('what nobody can be asked about stays, and so does what is somebody else’s', () => {
    expect(gone(generated('web-00009'))).toEqual([]);
    expect(gone(handMade('web-00009', { boundTo: 'shop', tracking: flux }))).toEqual([]);
  });
});
