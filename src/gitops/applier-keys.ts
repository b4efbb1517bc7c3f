/** Argo CD, Flux, Helm, ApplySets, kustomize, kpt and cli-utils, Config Sync, kapp, Fleet, Pulumi. */
const groups: readonly string[] = [
  'argocd.argoproj.io',
  'toolkit.fluxcd.io',
  'helm.sh',
  'applyset.kubernetes.io',
  'config.kubernetes.io',
  'config.k8s.io',
  'kpt.dev',
  'configmanagement.gke.io',
  'configsync.gke.io',
  'k14s.io',
  'cattle.io',
  'pulumi.com',
];

const keys = new RegExp(`^(?:[^/]+\\.)?(?:${groups.join('|').replaceAll('.', '\\.')})/`);

/**
 * Whether tools that render or apply objects know by a label or annotation how to apply the object,
 * what they applied, and what to prune. It is about the object that it is on: on another one it would
 * make a hook of that, say, or have it pruned.
 */
export function isApplierKey(key: string): boolean {
  return keys.test(key);
}
