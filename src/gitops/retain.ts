import type { StringMap } from '../knative/types.ts';
import type { Settings } from '../settings.ts';

/**
 * Annotations that keep a ScaledObject on the cluster after it is no longer rendered, because its
 * revision may still serve (Argo CD: sync options and compare options; Flux: kustomize-controller's
 * prune annotation; Helm: its resource policy).
 */
export function retainAnnotations(
  { host, oldRevisions }: Pick<Settings, 'host' | 'oldRevisions'>,
  present: StringMap,
): StringMap {
  if (oldRevisions === 'prune' || host === 'none') return {};
  if (host === 'helm') return { 'helm.sh/resource-policy': 'keep' };
  if (host === 'flux') return { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
  return {
    'argocd.argoproj.io/compare-options': withOption(
      present['argocd.argoproj.io/compare-options'],
      'IgnoreExtraneous',
    ),
    'argocd.argoproj.io/sync-options': withOption(
      present['argocd.argoproj.io/sync-options'],
      'Prune=false',
    ),
  };
}

/** Argo CD's option lists are comma-separated; of one option given twice the last counts. */
function withOption(list: string | undefined, option: string): string {
  const name = option.split('=')[0] ?? option;
  const others = (list ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each.split('=')[0] !== name);
  return [...others, option].join(',');
}
