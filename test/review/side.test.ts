import { expect, test } from 'vitest';
import { decided } from '../../src/review/decided.ts';
import { sideOf } from '../../src/review/side.ts';

const service = (min: string): string => `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: twice, namespace: demo}
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        autoscaling.knative.dev/min-scale: "${min}"
    spec: {containers: [{image: "registry.example.com/app:1", resources: {requests: {cpu: 100m}}}]}
`;

test('of two Services of one name each has its own findings', () => {
  const text = `${service('one')}---\n${service('1')}`;
  const { services, findings } = sideOf(decided([{ name: 'a.yaml', text }]));
  expect(services.map(({ review }) => review.id)).toEqual(['demo/twice', 'demo/twice#2']);
  const told = findings.map(({ code, service: id }) => `${code} ${id}`);
  expect(told).toContain('RC5014 demo/twice#2');
  const [first] = findings;
  expect(first).toMatchObject({ source: { line: 9 }, service: 'demo/twice' });
});

test('a finding of a bound ScaledObject is its Service’s', () => {
  const own = `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: mine, namespace: demo}
spec:
  scaleTargetRef: {apiVersion: serving.knative.dev/v1, kind: Service, name: twice}
  minReplicaCount: 3
  maxReplicaCount: 2
  triggers: [{type: cpu, metricType: Utilization, metadata: {value: "70"}}]
`;
  const { findings } = sideOf(decided([{ name: 'a.yaml', text: service('1') + own }]));
  expect(findings.map(({ code, service: id }) => `${code} ${id}`)).toContain('RC4101 demo/twice');
});

test('what the extension will make has nothing of revcast', () => {
  const text = service('1').replace(
    'autoscaling.knative.dev/class',
    'autoscaling.knative.dev/scaled-object-auto-create: "true"\n        autoscaling.knative.dev/class',
  );
  const [found] = sideOf(decided([{ name: 'a.yaml', text }])).services;
  expect(found?.review).toMatchObject({ mode: 'extension', scale: { min: 1 } });
  expect(found?.review.scaledObject).toMatchObject({
    metadata: { labels: { app: 'twice-00001' } },
  });
  expect(JSON.stringify(found?.review.scaledObject)).not.toContain('revcast');
});
