import fc from 'fast-check';
import { values } from '../manifest/yaml-values.ts';

/** A Service that gets a ScaledObject. */
export function service(name: string, extra = ''): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
  namespace: team # whose
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev${extra}
    spec:
      containers:
      - image: registry.example.com/app:1
        resources: {requests: {cpu: 100m}} # enough
`;
}

const extras = [
  '',
  '\n        autoscaling.knative.dev/target: "55" # per cent',
  '\n        other.example.com/text: |+\n          a\n\n           b\n',
  "\n        other.example.com/on: 'on'\n        other.example.com/n: &n '0x1F'\n        m: *n",
];

const flowService = `{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: flow, namespace: team},
  spec: {template: {metadata: {annotations: {autoscaling.knative.dev/class: hpa.autoscaling.knative.dev}},
  spec: {containers: [{image: registry.example.com/app:1, resources: {requests: {cpu: 1}}}]}}}}
`;

const scripts = `apiVersion: v1
kind: ConfigMap
metadata: {name: scripts}
data:
  run.sh: |+
    #!/bin/sh
      --- no marker
     ...

`;

const head = 'apiVersion: example.com/v1\nkind: Odd\nmetadata: {name: odd}\n';

/** An object that holds a text of which is known what Go makes of it; some can't be held. */
const odd = values
  .map(([text]) => text)
  .filter((text) => !/^(?:%|---|\uFEFF)|\t/.test(text))
  .map((text) => `${head}spec:\n  ${text.replaceAll(/\n(?=[^\n])/g, '\n  ')}`);

function itemOf(name: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...odd) },
    fc.constantFrom(scripts, `${head}spec: {big: 12345678901234567890}\n`),
    { weight: 2, arbitrary: fc.constantFrom(...extras).map((extra) => service(name, extra)) },
  );
}

const dashes = ['- ', '-   ', '- # first\n', '-\n'];

/** An item under its dash. */
function dashed(text: string, dash: string, indent: string): string {
  const column = dash.endsWith('\n') ? 2 : dash.length;
  const pad = indent + ' '.repeat(column);
  const own = text.replaceAll(/\n(?=[^\n])/g, `\n${pad}`);
  return `${indent}${dash}${dash.endsWith('\n') ? pad : ''}${own}`;
}

/** A ResourceList as tools and people write it. */
export const lists: fc.Arbitrary<string> = fc
  .record({
    items: fc
      .integer({ min: 0, max: 5 })
      .chain((count) =>
        fc.tuple(...Array.from({ length: count }, (_, index) => itemOf(`svc-${index}`))),
      ),
    flow: fc.boolean(),
    dash: fc.constantFrom(...dashes),
    indent: fc.constantFrom('', '  '),
    between: fc.constantFrom('', '# between\n', '\n', '      # deep\n'),
    start: fc.constantFrom('', '---\n', '# first\n---\n', '\uFEFF'),
    config: fc.constantFrom('', 'functionConfig: {apiVersion: v1, kind: ConfigMap}\n'),
    isConfigFirst: fc.boolean(),
    newline: fc.constantFrom('\n', '\r\n'),
    cut: fc.boolean(),
  })
  .map(({ items, flow, dash, indent, between, start, config, isConfigFirst, newline, cut }) => {
    const all = flow ? [...items, flowService] : items;
    const body = all.map((text) => dashed(text, dash, indent)).join(between);
    const list = all.length === 0 ? 'items: []\n' : `items:\n${body}${between}`;
    const parts = isConfigFirst ? [config, list] : [list, config];
    const text = `${start}apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n${parts.join('')}`;
    return (cut ? text.replace(/\n$/, '') : text).replaceAll('\n', newline);
  });

/** The same as JSON, on one line or on many. */
export const jsonLists: fc.Arbitrary<string> = fc
  .record({
    names: fc.array(fc.constantFrom('Service', 'ConfigMap'), { maxLength: 4 }),
    indent: fc.constantFrom(0, 2),
    isConfigFirst: fc.boolean(),
  })
  .map(({ names, indent, isConfigFirst }) => {
    const items = names.map((kind, index) =>
      kind === 'Service' ? jsonService(index) : { apiVersion: 'v1', kind, data: { n: '1e3' } },
    );
    const config = { functionConfig: null };
    const list = { kind: 'ResourceList', ...(isConfigFirst && config), items };
    return JSON.stringify({ ...list, ...config }, null, indent);
  });

function jsonService(index: number): object {
  const annotations = { 'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev' };
  const resources = { requests: { cpu: '100m' } };
  const containers = [{ image: 'registry.example.com/app:1', resources }];
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: `svc-${index}`, namespace: 'team' },
    spec: { template: { metadata: { annotations }, spec: { containers } } },
  };
}
