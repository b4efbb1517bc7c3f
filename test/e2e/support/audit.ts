import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who wrote what, as the API server's audit log tells it: nobody writes past that. */
export interface Write {
  readonly user: string;
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace: string;
  readonly name: string;
  readonly status: number;
  readonly fieldManager?: string;
}

const policy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    {
      level: 'Metadata',
      verbs: ['create', 'update', 'patch', 'delete'],
      resources: [{ group: 'keda.sh' }, { group: 'autoscaling.internal.knative.dev' }],
    },
    { level: 'None' },
  ],
};

/** Flags that make a kube-apiserver write it. */
export function auditFlags(folder: string): string[] {
  const file = join(folder, 'audit-policy.json');
  writeFileSync(file, JSON.stringify(policy));
  return [`--audit-policy-file=${file}`, `--audit-log-path=${join(folder, 'audit.log')}`];
}

/** All writes of ScaledObjects and PodAutoscalers in a namespace, in their order. */
export function writesIn(folder: string, namespace: string): Write[] {
  const lines = readFileSync(join(folder, 'audit.log'), 'utf8').split('\n');
  return lines.filter((line) => line.includes(`"namespace":"${namespace}"`)).map(writeOf);
}

function writeOf(line: string): Write {
  const { user, verb, objectRef, responseStatus, requestURI } = JSON.parse(line);
  const fieldManager = new URL(requestURI, 'https://any').searchParams.get('fieldManager');
  return {
    user: user.username,
    verb,
    resource: objectRef.resource,
    ...(objectRef.subresource && { subresource: objectRef.subresource }),
    namespace: objectRef.namespace,
    name: objectRef.name ?? '',
    status: responseStatus?.code ?? 0,
    ...(fieldManager && { fieldManager }),
  };
}
