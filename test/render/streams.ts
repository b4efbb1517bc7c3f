import fc from 'fast-check';

/** Documents of every kind that a stream can hold, without their markers. */
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name:   odd   # comment
spec: {replicas: 2}
`;

const block = `apiVersion: v1
kind: ConfigMap
metadata: {name: script}
data:
  run.sh: |
    #!/bin/sh
     --- not a marker
    ...
`;

const anchors = `apiVersion: v1
kind: ConfigMap
metadata:
  name: anchors
data: &data
  a: "1"
other: *data
`;

function service(name: string, hpa: boolean, extra: string): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
  namespace: team
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: ${hpa ? 'hpa' : 'kpa'}.autoscaling.knative.dev${extra}
    spec:
      containers:
      - image: registry.example.com/app:1
        resources: {requests: {cpu: 100m}}
`;
}

const foreign = [
  '',
  '# nothing\n',
  '\n',
  deployment,
  block,
  anchors,
  'just: data\n',
  '- a\n- list\n',
];
const extras = [
  '',
  '\n        autoscaling.knative.dev/target: "55" # per cent',
  '\n\n        # a comment\n        "autoscaling.knative.dev/max-scale":   \'7\'',
];

/** A document's text: of something foreign, or of a Service with this name. */
function documentOf(name: string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...foreign),
    fc
      .record({ hpa: fc.boolean(), extra: fc.constantFrom(...extras) })
      .map(({ hpa, extra }) => service(name, hpa, extra)),
  );
}

const markers = ['---\n', '--- # here\n', '---   \n', '...\n---\n', '...\n# between\n---\n'];

/** A YAML stream, as tools and people write them. */
export const yamlStream: fc.Arbitrary<string> = fc
  .record({
    documents: fc
      .integer({ min: 1, max: 6 })
      .chain((count) =>
        fc.tuple(...Array.from({ length: count }, (_, index) => documentOf(`svc-${index}`))),
      ),
    separators: fc.array(fc.constantFrom(...markers), { minLength: 6, maxLength: 6 }),
    start: fc.constantFrom('', '---\n', '# first\n---\n', '%YAML 1.1\n---\n', '\uFEFF'),
    end: fc.constantFrom('', '...\n', '---\n', '# last\n'),
    newline: fc.constantFrom('\n', '\r\n'),
    cut: fc.boolean(),
  })
  .map(({ documents, separators, start, end, newline, cut }) => {
    const joined = documents
      .map((text, index) => (index === 0 ? text : `${separators[index] ?? '---\n'}${text}`))
      .join('');
    const text = start + joined + end;
    return (cut ? text.replace(/\n$/, '') : text).replaceAll('\n', newline);
  });

/** JSON values one after another. */
export const jsonStream: fc.Arbitrary<string> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('Service', 'ConfigMap'),
      indent: fc.constantFrom(0, 2),
      gap: fc.constantFrom('', '\n', '\n\n', ' '),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) =>
    parts
      .map(({ kind, indent, gap }, index) => {
        const object = kind === 'Service' ? jsonService(index) : { apiVersion: 'v1', kind };
        return JSON.stringify(object, null, indent) + gap;
      })
      .join(''),
  );

function jsonService(index: number): object {
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: `svc-${index}`, namespace: 'team' },
    spec: {
      template: {
        metadata: {
          annotations: { 'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev' },
        },
        spec: { containers: [{ image: 'registry.example.com/app:1' }] },
      },
    },
  };
}
