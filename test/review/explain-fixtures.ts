import { decided } from '../../src/review/decided.ts';
import { explain } from '../../src/review/explain.ts';
import { type Side, sideOf } from '../../src/review/side.ts';
import type { Explanation } from '../../src/review/types.ts';
import type { Settings } from '../../src/settings.ts';

export const prefix = 'autoscaling.knative.dev/';
export const hpaClass = 'hpa.autoscaling.knative.dev';
export const hpa: string = `${prefix}class: ${hpaClass}`;

/** A Service `web`, as a test has it: lines of YAML, and what stands behind it. */
export interface Written {
  /** Annotations of the Service. */
  readonly own?: readonly string[];
  /** Name of the revision. */
  readonly name?: string;
  /** Annotations of the template; without, it has the class. */
  readonly template?: readonly string[];
  readonly behind?: string;
  readonly settings?: Partial<Settings>;
}

export function sideWith({ settings = {}, ...written }: Written): Side {
  return sideOf(decided([{ name: 'web.yaml', text: textOf(written) }], settings));
}

export function explained(written: Written): Explanation {
  const side = sideWith(written);
  const [service] = side.services;
  if (service === undefined) throw new Error('there is no Service');
  return explain(service, side);
}

/** What is said about a field: `annotation a.b/c «"5" in line 8»: as it is`, once for each step. */
export function said(written: Written, field: string): string[] {
  const rows = textOf(written).split('\n');
  return explained(written)
    .steps.filter((step) => step.field === field)
    .map(({ from, origin, source, reason, value, unwritten }) => {
      const row = source?.file === 'web.yaml' ? rows[source.line - 1] : undefined;
      const place = source === undefined ? '' : ` «${(row ?? '').slice(source.column - 1)}»`;
      const gone = value === undefined ? ' (gone)' : '';
      return `${from} ${origin}${place}: ${reason}${unwritten ? ' (unwritten)' : gone}`;
    });
}

function textOf({ own = [], name, template = [hpa], behind = '' }: Written): string {
  return [
    'apiVersion: serving.knative.dev/v1',
    'kind: Service',
    'metadata:',
    '  name: web',
    ...(own.length === 0 ? [] : ['  annotations:', ...own.map((line) => `    ${line}`)]),
    'spec:',
    '  template:',
    '    metadata:',
    ...(name === undefined ? [] : [`      name: ${name}`]),
    '      annotations:',
    '        example.com/team: a',
    ...template.map((line) => `        ${line}`),
    '    spec:',
    '      containers: [{image: example.com/app:1, resources: {requests: {cpu: 100m, memory: 64Mi}}}]',
    ...(behind === '' ? [] : ['---', behind]),
    '',
  ].join('\n');
}

export function configMap(name: string, key: string, value: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n  ${key}: "${value}"`;
}

/** A ScaledObject of the user's own. */
export function ownObject(target: string, annotation = 'a: b'): string {
  const spec =
    'minReplicaCount: 1\n  triggers: [{type: cpu, metricType: Utilization, metadata: {value: "50"}}]';
  return [
    'apiVersion: keda.sh/v1alpha1',
    'kind: ScaledObject',
    'metadata:',
    '  name: mine',
    `  annotations: {${annotation}}`,
    'spec:',
    `  scaleTargetRef: {${target}}`,
    `  ${spec}`,
  ].join('\n');
}
