import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type JsonObject, objectAt, stringAt } from '../../json.ts';
import { securePodDefaults } from '../config/features.ts';
import { isDns1123Subdomain } from '../syntax.ts';
import type { Cluster } from '../types.ts';
import { flagProblems, isAllowed } from './flags.ts';
import { disallowedFields, isSet, outOfRange, type Pod, problem } from './pod.ts';

/** Fields of a pod that only a feature flag allows. */
const flags = Object.entries({
  affinity: 'kubernetes.podspec-affinity',
  dnsConfig: 'kubernetes.podspec-dnsconfig',
  dnsPolicy: 'kubernetes.podspec-dnspolicy',
  hostAliases: 'kubernetes.podspec-hostaliases',
  hostIPC: 'kubernetes.podspec-hostipc',
  hostNetwork: 'kubernetes.podspec-hostnetwork',
  hostPID: 'kubernetes.podspec-hostpid',
  nodeSelector: 'kubernetes.podspec-nodeselector',
  priorityClassName: 'kubernetes.podspec-priorityclassname',
  runtimeClassName: 'kubernetes.podspec-runtimeclassname',
  schedulerName: 'kubernetes.podspec-schedulername',
  shareProcessNamespace: 'kubernetes.podspec-shareprocessnamespace',
  tolerations: 'kubernetes.podspec-tolerations',
  topologySpreadConstraints: 'kubernetes.podspec-topologyspreadconstraints',
});

/** Flags that allow nothing until they are enabled, `allowed` not being enough. */
export const initContainersFlag = 'kubernetes.podspec-init-containers';
const securityFlag = 'kubernetes.podspec-securitycontext';
export const ids: readonly [number, number] = [0, 2 ** 31 - 1];

/** The pod's own fields, without its containers and volumes. */
export function podFieldProblems(pod: Pod, cluster: Cluster): Problem[] {
  const { spec, path } = pod;
  return [
    ...flags.flatMap(([field, flag]) =>
      isUsed(spec, field)
        ? flagProblems(cluster, flag, 'not disabled', field, [...path, field])
        : [],
    ),
    ...initContainerFlag(pod, cluster),
    ...securityProblems(pod, cluster),
    ...tokenProblems(pod),
    ...accountProblems(pod),
  ];
}

/** An empty map is dropped before the webhook looks. */
function isUsed(spec: JsonObject, field: string): boolean {
  const value = spec[field];
  if (field === 'shareProcessNamespace' || field === 'runtimeClassName')
    return (value ?? null) !== null;
  const isEmptyMap = field === 'nodeSelector' && isObject(value) && Object.keys(value).length === 0;
  return isSet(value) && !isEmptyMap;
}

function initContainerFlag({ initContainers, path }: Pod, cluster: Cluster): Problem[] {
  if (initContainers.length === 0) return [];
  const at = [...path, 'initContainers'];
  return flagProblems(cluster, initContainersFlag, 'enabled', 'initContainers', at);
}

const disallowed = [
  ...['appArmorProfile', 'fsGroupChangePolicy', 'seLinuxChangePolicy', 'seLinuxOptions'],
  ...['supplementalGroupsPolicy', 'sysctls', 'windowsOptions'],
];

function securityProblems({ spec, path }: Pod, cluster: Cluster): Problem[] {
  const context = objectAt(spec, ['securityContext']);
  if (context === undefined) return [];
  const at = [...path, 'securityContext'];
  const groups = Array.isArray(context.supplementalGroups) ? context.supplementalGroups : [];
  return [
    ...allowance(context, cluster, at),
    ...disallowedFields(context, disallowed, at),
    ...['runAsUser', 'runAsGroup', 'fsGroup'].flatMap((field) =>
      outOfRange(context, field, ids, 'RC2213', at),
    ),
    ...groups.flatMap((group, index) => {
      const field = [...at, 'supplementalGroups'];
      return outOfRange({ [index]: group }, String(index), ids, 'RC2213', field);
    }),
  ];
}

/** With secure defaults, a pod may still choose its seccomp profile. */
function allowance(context: JsonObject, cluster: Cluster, at: Pod['path']): Problem[] {
  if (isAllowed(cluster, securityFlag, 'not disabled')) return [];
  if (isAllowed(cluster, securePodDefaults, 'not disabled')) {
    const profile = objectAt(context, ['seccompProfile']);
    const type = stringAt(profile, ['type']) ?? '';
    const plain =
      ['RuntimeDefault', 'Unconfined'].includes(type) && !isSet(profile?.localhostProfile);
    const others = Object.keys(context).filter((field) => field !== 'seccompProfile');
    if ((plain || profile === undefined) && !others.some((field) => isSet(context[field])))
      return [];
  }
  return flagProblems(cluster, securityFlag, 'not disabled', 'securityContext of the pod', at);
}

function tokenProblems({ spec, path }: Pod): Problem[] {
  if (spec.automountServiceAccountToken !== true) return [];
  const message = 'Knative does not allow automountServiceAccountToken to be true';
  const hint = 'Delete it: true is the default.';
  return [problem('RC2218', [...path, 'automountServiceAccountToken'], message, hint)];
}

function accountProblems({ spec, path }: Pod): Problem[] {
  const name = stringAt(spec, ['serviceAccountName']) ?? '';
  if (name === '' || isDns1123Subdomain(name)) return [];
  const message = `serviceAccountName is ${quoted(name)}, which no ServiceAccount can be called`;
  const hint = 'Use lower case letters, digits, hyphens and dots.';
  return [problem('RC2217', [...path, 'serviceAccountName'], message, hint)];
}
