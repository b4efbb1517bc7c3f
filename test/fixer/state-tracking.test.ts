import { describe, expect, it } from 'vitest';
import { scaledObjectState } from '../../src/fixer/state.ts';
import type { Tracking } from '../../src/fixer/types.ts';
import type { JsonObject } from '../../src/json.ts';

function trackingOf(metadata: JsonObject): Tracking | undefined {
  return scaledObjectState({ metadata: { name: 'shop-00003', namespace: 'ns', ...metadata } })
    ?.tracking;
}

const self = 'keda.sh/ScaledObject:ns/shop-00003';
const trackedBy = (id: string): JsonObject => ({ 'argocd.argoproj.io/tracking-id': id });
const instance = { 'app.kubernetes.io/instance': 'web' };
const kustomization = {
  'kustomize.toolkit.fluxcd.io/name': 'apps',
  'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
};
const release = {
  'meta.helm.sh/release-name': 'shop',
  'meta.helm.sh/release-namespace': 'helm-ns',
};

describe('a ScaledObject was applied by', () => {
  it.each<[string, JsonObject, Tracking]>([
    [
      'an Application that its tracking id names',
      { annotations: trackedBy(`web:${self}`) },
      { tool: 'argocd', application: 'web' },
    ],
    [
      'an Application of another namespace',
      { annotations: trackedBy(`team_web:${self}`) },
      { tool: 'argocd', namespace: 'team', application: 'web' },
    ],
    [
      'an Application that its label names, when Argo CD wrote it',
      { labels: instance, managedFields: [{ manager: 'argocd-controller', operation: 'Update' }] },
      { tool: 'argocd', application: 'web' },
    ],
    [
      'an Application that the label of an older Argo CD names, whatever its chart is called',
      {
        labels: { ...instance, 'argocd.argoproj.io/instance': 'web-east' },
        managedFields: [{ manager: 'argocd-controller', operation: 'Update' }],
      },
      { tool: 'argocd', application: 'web-east' },
    ],
    [
      'a Kustomization',
      { labels: kustomization },
      { tool: 'flux', namespace: 'flux-system', kustomization: 'apps' },
    ],
    [
      'a release of Helm',
      { annotations: release },
      { tool: 'helm', namespace: 'helm-ns', release: 'shop' },
    ],
    [
      'a release of Helm in its own namespace',
      { annotations: { 'meta.helm.sh/release-name': 'shop' } },
      { tool: 'helm', namespace: 'ns', release: 'shop' },
    ],
  ])('%s', (_, metadata, expected) => {
    expect(trackingOf(metadata)).toEqual(expected);
  });
});

describe('nobody is known to have applied a ScaledObject', () => {
  const argocd = [{ manager: 'argocd-controller', operation: 'Update' }];
  it.each<[string, JsonObject]>([
    ['without any mark', {}],
    ['with the tracking id of another object', { annotations: trackedBy('web:/Service:ns/shop') }],
    [
      'with the tracking id of a namesake elsewhere',
      { annotations: trackedBy('web:keda.sh/ScaledObject:other/shop-00003') },
    ],
    [
      'with the tracking id of another object, whatever its label says',
      { annotations: trackedBy('web:/Service:ns/shop'), labels: instance, managedFields: argocd },
    ],
    ['with a tracking id of no Application', { annotations: trackedBy(`:${self}`) }],
    ['with a tracking id of two namespaces', { annotations: trackedBy(`a_b_web:${self}`) }],
    ['with a label that every Helm chart sets', { labels: instance }],
    [
      'with that label, when Argo CD wrote its status only',
      {
        labels: instance,
        managedFields: [{ manager: 'argocd-controller', subresource: 'status' }],
      },
    ],
    ['with half of the labels of Flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } }],
    [
      'with the mark of one of several Argo CDs, which may have Applications of the same name',
      {
        annotations: { ...trackedBy(`web:${self}`), 'argocd.argoproj.io/installation-id': 'east' },
      },
    ],
    ['that two tools claim', { annotations: { ...trackedBy(`web:${self}`), ...release } }],
  ])('%s', (_, metadata) => {
    expect(trackingOf(metadata)).toBeUndefined();
  });
});
