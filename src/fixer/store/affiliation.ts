import { generationIn, isPinned } from '../../knative/names.ts';
import type { ScaledObjectState } from '../types.ts';
import { keyIn } from './table.ts';

const deploymentSuffix = '-deployment';

/**
 * The units that a ScaledObject belongs to by what it says itself, whether there are any such: by
 * label, by annotation, by a target of Knative's own kinds, by a name or a target that looks like
 * those of their revisions. Names that are hashed for their length, or chosen by the user, tell
 * nothing: those are found by the revisions that there are.
 */
export function affiliations(state: ScaledObjectState): readonly string[] {
  const { namespace, name, target, configuration, boundTo } = state;
  const found = new Set<string>();
  for (const unit of [configuration, boundTo, ownerOf(name), ownerOfTarget(target)]) {
    if (unit !== undefined && unit !== '') found.add(keyIn(namespace, unit));
  }
  return [...found];
}

function ownerOfTarget({ apiVersion = '', kind, name }: ScaledObjectState['target']): string {
  if (!apiVersion.startsWith('serving.knative.dev/')) return ownerOf(revisionOfDeployment(name));
  return kind === 'Revision' ? ownerOf(name) : name;
}

/** The revision of a Deployment whose name is not hashed. */
export function revisionOfDeployment(deployment: string): string {
  return deployment.endsWith(deploymentSuffix) ? deployment.slice(0, -deploymentSuffix.length) : '';
}

/** The Configuration that a revision of this name would be of; empty: no telling. */
function ownerOf(revision: string): string {
  const configuration = revision.slice(0, Math.max(0, revision.lastIndexOf('-')));
  const isGenerated = generationIn(configuration, revision) !== undefined;
  return isGenerated || isPinned(configuration, revision) ? configuration : '';
}
