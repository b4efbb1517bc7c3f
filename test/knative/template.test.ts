import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '../../src/json.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import type { Defaulting } from '../../src/knative/template/defaults.ts';
import {
  defaultedTemplate,
  missingDefaults,
  templateHash,
  writtenTemplate,
} from '../../src/knative/template.ts';
import { setValues } from '../predict/set-values.ts';
import { defaultings, templates } from './arbitrary-template.ts';

const owner = { name: 'shop', namespace: 'team-a' };

function hashOf(template: JsonObject, cluster: Defaulting = defaultCluster): string {
  return templateHash(defaultedTemplate(template, cluster, owner));
}

describe('the hash stays the same', () => {
  it('for ever', () => {
    expect(hashOf({ spec: { containers: [{ image: 'example.com/app:1' }] } })).toBe(
      '4f995951aa636d13',
    );
  });

  it('when keys change their order', () => {
    fc.assert(
      fc.property(templates, defaultings, (template, cluster) => {
        expect(hashOf(reordered(template) as JsonObject, cluster)).toBe(hashOf(template, cluster));
      }),
    );
  });

  it('when any of the defaults are spelled out', () => {
    const picks = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(templates, defaultings, picks, (template, cluster, picked) => {
        const missing = missingDefaults(template, cluster, owner)
          .filter((_, i) => picked[i % 40])
          // A number that one container takes is not another's any more.
          .filter(({ path }) => path.at(-1) !== 'name');
        expect(hashOf(setValues(template, missing), cluster)).toBe(hashOf(template, cluster));
      }),
    );
  });

  it('when fields that are null are left out', () => {
    fc.assert(
      fc.property(templates, defaultings, (template, cluster) => {
        expect(hashOf(withoutNulls(template) as JsonObject, cluster)).toBe(
          hashOf(template, cluster),
        );
      }),
    );
  });

  const same: readonly (readonly [what: string, one: string, other: string])[] = [
    [
      'for equal quantities',
      'resources: {requests: {cpu: 0.05}}',
      'resources: {requests: {cpu: 50m}}',
    ],
    [
      'for equal sizes',
      'resources: {limits: {memory: 1Gi}}',
      'resources: {limits: {memory: 1024Mi}}',
    ],
    [
      'for equal sizes of another format',
      'resources: {limits: {memory: 1Gi}}',
      'resources: {limits: {memory: 1073741824}}',
    ],
    ['for an empty list', 'env: []', ''],
    ['for null', 'env:', ''],
    ['for an empty value', 'env: [{name: A, value: ""}]', 'env: [{name: A}]'],
    ['for a default', 'resources: {}', 'name: user-container'],
    [
      'for the default protocol',
      'ports: [{containerPort: 80, protocol: TCP}]',
      'ports: [{containerPort: 80}]',
    ],
    [
      'for the default probe',
      'readinessProbe: {tcpSocket: {port: 0}, successThreshold: 1}',
      'readinessProbe: {}',
    ],
    ['for quotes and comments', 'workingDir: "/app" # the app', "workingDir: '/app'"],
    [
      'for a read-only mount',
      'volumeMounts: [{name: a, mountPath: /a}]',
      'volumeMounts: [{name: a, mountPath: /a, readOnly: true}]',
    ],
  ];
  it.each(same)('%s', (_, one, other) => {
    expect(hashOf(withContainer(one))).toBe(hashOf(withContainer(other)));
  });

  it.each([
    ['for no creation time', { creationTimestamp: null }],
    ['for empty labels', { labels: {} }],
    ['for no annotations', { annotations: null }],
  ])('%s', (_, metadata) => {
    expect(hashOf({ metadata, spec: { containers: [] } })).toBe(
      hashOf({ spec: { containers: [] } }),
    );
  });
});

describe('the hash changes', () => {
  const changes: readonly (readonly [what: string, one: string, other: string])[] = [
    ['with the image', 'image: a:1', 'image: a:2'],
    ['with a value of the environment', 'env: [{name: A, value: a}]', 'env: [{name: A, value: b}]'],
    [
      'with the order of the environment',
      'env: [{name: A}, {name: B}]',
      'env: [{name: B}, {name: A}]',
    ],
    ['with a security context, even an empty one', 'securityContext: {}', ''],
    [
      'with an optional that is false',
      'envFrom: [{configMapRef: {name: c, optional: false}}]',
      'envFrom: [{configMapRef: {name: c}}]',
    ],
    [
      'with the name of a port',
      'ports: [{containerPort: 80, name: http1}]',
      'ports: [{containerPort: 80}]',
    ],
    ['with a quantity', 'resources: {requests: {cpu: 50m}}', 'resources: {requests: {cpu: 51m}}'],
    [
      'with the type of a port',
      'readinessProbe: {httpGet: {port: 80}}',
      'readinessProbe: {httpGet: {port: "80"}}',
    ],
    ['with a field that revcast does not know', 'futureField: 1', 'futureField: 2'],
    ['with an argument', 'args: [a, b]', 'args: [b, a]'],
    ['with a probe of another container', 'livenessProbe: {}', ''],
  ];
  it.each(changes)('%s', (_, one, other) => {
    expect(hashOf(withContainer(one))).not.toBe(hashOf(withContainer(other)));
  });

  const base: JsonObject = { metadata: {}, spec: { containers: [{ image: 'a' }] } };
  it.each([
    ['a label', ['metadata', 'labels'], { a: 'b' }],
    ['an annotation', ['metadata', 'annotations'], { a: 'b' }],
    ['a name', ['metadata', 'name'], 'shop-v1'],
    ['idleTimeoutSeconds 0', ['spec', 'idleTimeoutSeconds'], 0],
    ['a service account', ['spec', 'serviceAccountName'], 'robot'],
    ['a default mode', ['spec', 'volumes'], [{ name: 'a', secret: { defaultMode: 420 } }]],
  ] as const)('with %s', (_, path, value) => {
    expect(hashOf(setValues(base, [{ path, value: value as Json }]))).not.toBe(hashOf(base));
  });
});

describe('missingDefaults', () => {
  it('leaves nothing to Knative when all of it is spelled out', () => {
    fc.assert(
      fc.property(templates, defaultings, (template, cluster) => {
        const spelled = setValues(template, missingDefaults(template, cluster, owner));
        const complete = defaultedTemplate(template, cluster, owner);
        expect(missingDefaults(spelled, cluster, owner)).toEqual([]);
        expect(writtenTemplate(spelled)).toEqual(complete);
        expect(defaultedTemplate(complete, cluster, owner)).toEqual(complete);
      }),
    );
  });

  it('names each default once, and none that is there', () => {
    const template = parse('{spec: {timeoutSeconds: 60, containers: [{image: a}]}}');
    const paths = missingDefaults(template, defaultCluster, owner).map(({ path }) =>
      path.join('.'),
    );
    expect(paths.sort()).toEqual([
      'spec.containerConcurrency',
      'spec.containers.0.name',
      'spec.containers.0.readinessProbe',
      'spec.enableServiceLinks',
    ]);
  });
});

describe('defaults', () => {
  const filled = (spec: string, cluster: Defaulting = defaultCluster): Json | undefined =>
    defaultedTemplate({ spec: parse(spec) }, cluster, owner).spec;

  it('name several containers by number, around the names that are taken', () => {
    const spec = filled('{containers: [{}, {name: user-container-1}, {}, {name: a}]}');
    expect(spec).toMatchObject({
      containers: [
        { name: 'user-container-0' },
        { name: 'user-container-1' },
        { name: 'user-container-2' },
        { name: 'a' },
      ],
    });
  });

  it('give a probe to the only container, and to those with a port', () => {
    const spec = filled('{containers: [{ports: [{containerPort: 80}]}, {name: sidecar}]}');
    const [serving, sidecar] = (isObject(spec) ? spec.containers : []) as JsonObject[];
    expect(serving).toHaveProperty('readinessProbe');
    expect(sidecar).not.toHaveProperty('readinessProbe');
  });

  it('take a response start timeout only below the timeout', () => {
    expect(filled('{containers: [{}]}')).not.toHaveProperty('responseStartTimeoutSeconds');
    expect(filled('{containers: [{}], timeoutSeconds: 600}')).toMatchObject({
      responseStartTimeoutSeconds: 300,
    });
  });

  it('take resources, names and service links from config-defaults', () => {
    const defaults = {
      ...defaultCluster.defaults,
      requests: { cpu: '400m' },
      containerName: '{{.Name}}-in-{{ .Namespace }}',
      enableServiceLinks: undefined,
    };
    const spec = filled('{containers: [{resources: {requests: {memory: 1Gi}}}]}', {
      ...defaultCluster,
      defaults,
    });
    expect(spec).not.toHaveProperty('enableServiceLinks');
    expect(spec).toMatchObject({
      containers: [
        { name: 'shop-in-team-a', resources: { requests: { cpu: '400m', memory: '1Gi' } } },
      ],
    });
  });

  it('secure containers where the cluster has secure-pod-defaults', () => {
    const features = { 'secure-pod-defaults': 'enabled' };
    expect(
      filled('{containers: [{ports: [{containerPort: 80}]}]}', { ...defaultCluster, features }),
    ).toMatchObject({
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
        },
      ],
    });
  });

  it('are total: whatever JSON the template is, it has a hash', () => {
    const junk = fc.oneof(fc.jsonValue(), fc.constantFrom('constructor', '__proto__'));
    const fields = fc.constantFrom('metadata', 'spec', 'containers', 'resources', 'env', 'volumes');
    const objects = fc.dictionary(fields, fc.oneof(junk, fc.dictionary(fields, junk)));
    fc.assert(fc.property(objects, (template) => hashOf(template as JsonObject).length === 16));
  });
});

function withContainer(yaml: string): JsonObject {
  return { spec: { containers: [{ ...parse(yaml) }] } };
}

function reordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(reordered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reordered(each)]),
  );
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutNulls(each)]));
}
