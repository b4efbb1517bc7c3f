import type { Problem } from '../../diagnostics/types.ts';
import { type JsonObject, objectAt, type Path } from '../../json.ts';
import { securePodDefaults } from '../config/features.ts';
import type { Cluster } from '../types.ts';
import { flagProblems, isAllowed } from './flags.ts';
import { type Container, disallowedFields, outOfRange, problem } from './pod.ts';
import { ids } from './pod-fields.ts';

const disallowed = ['appArmorProfile', 'procMount', 'seLinuxOptions', 'windowsOptions'];

/** The security context of a container. Of others than init containers the API server drops the rest. */
export function containerSecurityProblems(container: Container, cluster: Cluster): Problem[] {
  const context = objectAt(container.value, ['securityContext']);
  if (context === undefined) return [];
  const path = [...container.path, 'securityContext'];
  return [
    ...(container.role === 'init' ? disallowedFields(context, disallowed, path) : []),
    ...outOfRange(context, 'runAsUser', ids, 'RC2213', path),
    ...outOfRange(context, 'runAsGroup', ids, 'RC2213', path),
    ...(context.privileged === true ? [privilegedProblem(path)] : []),
    ...capabilityProblems(context, cluster, path),
  ];
}

function privilegedProblem(path: Path): Problem {
  const message = 'Knative does not allow privileged to be true';
  return problem('RC2218', [...path, 'privileged'], message, 'Delete it.');
}

const flag = 'kubernetes.containerspec-addcapabilities';

/** With secure defaults, a container may still bind low ports. */
function capabilityProblems(context: JsonObject, cluster: Cluster, path: Path): Problem[] {
  const added = objectAt(context, ['capabilities'])?.add;
  if (!Array.isArray(added) || added.length === 0) return [];
  const isSecure = isAllowed(cluster, securePodDefaults, 'not disabled');
  if (isSecure && added.length === 1 && added[0] === 'NET_BIND_SERVICE') return [];
  const at = [...path, 'capabilities', 'add'];
  return flagProblems(cluster, flag, 'enabled', 'adding capabilities', at);
}
