import { expect, it } from 'vitest';
import { retainAnnotations } from '../../src/gitops/retain.ts';

const compare = 'argocd.argoproj.io/compare-options';
const sync = 'argocd.argoproj.io/sync-options';

it.each([
  ['no host', { host: 'none', oldRevisions: 'retain' }, {}, {}],
  ['pruning with Flux', { host: 'flux', oldRevisions: 'prune' }, {}, {}],
  ['pruning with Helm', { host: 'helm', oldRevisions: 'prune' }, {}, {}],
  [
    'pruning with Argo CD, once the next revision is ready,',
    { host: 'argocd', oldRevisions: 'prune' },
    { [sync]: 'ServerSideApply=true' },
    { [sync]: 'ServerSideApply=true,PruneLast=true' },
  ],
  [
    'Flux',
    { host: 'flux', oldRevisions: 'retain' },
    {},
    { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
  ],
  ['Helm', { host: 'helm', oldRevisions: 'retain' }, {}, { 'helm.sh/resource-policy': 'keep' }],
  [
    'Argo CD',
    { host: 'argocd', oldRevisions: 'retain' },
    {},
    { [compare]: 'IgnoreExtraneous', [sync]: 'Prune=false' },
  ],
  [
    'Argo CD with options that stay',
    { host: 'argocd', oldRevisions: 'retain' },
    { [sync]: 'ServerSideApply=true, Prune=true' },
    { [compare]: 'IgnoreExtraneous', [sync]: 'ServerSideApply=true,Prune=false' },
  ],
] as const)('%s gives a ScaledObject its annotations', (_, settings, present, expected) => {
  expect(retainAnnotations(settings, present)).toEqual(expected);
});
