import type { Resource } from './types.ts';

const serving = { group: 'serving.knative.dev', version: 'v1' } as const;
const core = { group: '', version: 'v1' } as const;

export const services: Resource = { ...serving, kind: 'Service', plural: 'services' };
export const configurations: Resource = {
  ...serving,
  kind: 'Configuration',
  plural: 'configurations',
};
export const revisions: Resource = { ...serving, kind: 'Revision', plural: 'revisions' };
export const routes: Resource = { ...serving, kind: 'Route', plural: 'routes' };
export const podAutoscalers: Resource = {
  group: 'autoscaling.internal.knative.dev',
  version: 'v1alpha1',
  kind: 'PodAutoscaler',
  plural: 'podautoscalers',
};
export const scaledObjects: Resource = {
  group: 'keda.sh',
  version: 'v1alpha1',
  kind: 'ScaledObject',
  plural: 'scaledobjects',
};
export const horizontalPodAutoscalers: Resource = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
};
export const configMaps: Resource = { ...core, kind: 'ConfigMap', plural: 'configmaps' };
export const events: Resource = { ...core, kind: 'Event', plural: 'events' };
export const leases: Resource = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
};
export const applications: Resource = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind: 'Application',
  plural: 'applications',
};
export const kustomizations: Resource = {
  group: 'kustomize.toolkit.fluxcd.io',
  version: 'v1',
  kind: 'Kustomization',
  plural: 'kustomizations',
};
