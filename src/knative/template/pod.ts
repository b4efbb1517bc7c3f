import { container, security } from './container.ts';
import {
  at,
  each,
  type Fields,
  list,
  named,
  nullable,
  number,
  type Printed,
  pointer,
  scalar,
  struct,
  text,
  textMap,
  texts,
} from './printed.ts';
import { labelSelector, metadata, volume } from './volume.ts';

const nodeTerm: Fields = {
  matchExpressions: each({ key: text, operator: text, values: texts }),
  matchFields: each({ key: text, operator: text, values: texts }),
};

const podTerm: Fields = {
  labelSelector,
  namespaces: texts,
  topologyKey: text,
  namespaceSelector: labelSelector,
  matchLabelKeys: texts,
  mismatchLabelKeys: texts,
};

const podAffinity = at({
  requiredDuringSchedulingIgnoredDuringExecution: each(podTerm),
  preferredDuringSchedulingIgnoredDuringExecution: each({
    weight: number,
    podAffinityTerm: struct(podTerm),
  }),
});

const affinity = at({
  nodeAffinity: at({
    requiredDuringSchedulingIgnoredDuringExecution: at({
      nodeSelectorTerms: nullable(each(nodeTerm)),
    }),
    preferredDuringSchedulingIgnoredDuringExecution: each({
      weight: number,
      preference: struct(nodeTerm),
    }),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});

const spec: Fields = {
  containers: nullable(each(container)),
  initContainers: each(container),
  volumes: each(volume),
  serviceAccountName: scalar,
  imagePullSecrets: each(named),
  affinity,
  nodeSelector: textMap,
  tolerations: each({ key: scalar, operator: scalar, value: scalar, effect: scalar }),
  topologySpreadConstraints: each({
    maxSkew: number,
    topologyKey: text,
    whenUnsatisfiable: text,
    labelSelector,
    matchLabelKeys: texts,
  }),
  priorityClassName: scalar,
  schedulerName: scalar,
  securityContext: at({
    ...security,
    supplementalGroups: list(number),
    sysctls: each({ name: text, value: text }),
  }),
  hostAliases: each({ ip: text, hostnames: texts }),
  hostIPC: scalar,
  hostPID: scalar,
  hostNetwork: scalar,
  dnsPolicy: scalar,
  dnsConfig: at({
    nameservers: texts,
    searches: texts,
    options: each({ name: scalar, value: pointer }),
  }),
};

/**
 * How Go prints the template of a revision: the fields that Knative's webhook lets through
 * (knative/serving `pkg/apis/serving/fieldmask.go`) with their types (k8s.io/api `core/v1`).
 * Fields that are pointers to scalars are not listed: they are printed as they come.
 */
export const printTemplate: Printed = struct({
  metadata: struct(metadata),
  spec: struct(spec),
});
