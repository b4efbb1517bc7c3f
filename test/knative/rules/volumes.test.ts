import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import type { Cluster } from '../../../src/knative/types.ts';
import { foundIn, serviceValue, withFlags } from '../fixtures.ts';

const known = withFlags({});
const mount: JsonObject = { name: 'data', mountPath: '/data' };

/** What is found with these volumes and these mounts in the only container. */
function found(
  volumes: JsonObject[],
  volumeMounts: JsonObject[] = [mount],
  cluster: Cluster = defaultCluster,
): string[] {
  const containers = [{ image: 'app', volumeMounts }];
  const value = serviceValue({ spec: { template: { spec: { containers, volumes } } } });
  return foundIn(value, cluster).map((entry) =>
    entry.replace('spec/template/spec/', '').replace('containers/0/', ''),
  );
}

function holding(source: JsonObject): JsonObject[] {
  return [{ name: 'data', ...source }];
}

describe('what a volume holds', () => {
  const sources = 'volumes/0/projected/sources/0';
  test.each<[source: JsonObject, expected: string[]]>([
    [{ secret: { secretName: 'a' } }, []],
    [{ configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] } }, []],
    [
      { configMap: { items: [{ key: '', path: 'b' }] } },
      ['RC2214 volumes/0/configMap/items/0/key'],
    ],
    [{ secret: { items: [{ key: 'a' }] } }, ['RC2011 volumes/0/secret/items/0/path']],
    [{ emptyDir: {} }, []],
    [{ emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }, []],
    [{ emptyDir: { medium: 'Disk' } }, ['RC2214 volumes/0/emptyDir/medium']],
    [{ emptyDir: { sizeLimit: '-1' } }, ['RC2214 volumes/0/emptyDir/sizeLimit']],
    [{}, ['RC2214 volumes/0']],
    [{ nfs: { server: 'a' } }, ['RC2012 volumes/0/nfs', 'RC2214 volumes/0']],
    [{ secret: {}, configMap: {} }, ['RC2214 volumes/0']],
    [{ projected: { sources: [{ secret: { name: 'a' } }] } }, []],
    [{ projected: { sources: [{ secret: {} }] } }, [`RC2214 ${sources}/secret/name`]],
    [{ emptyDir: { sizeLimit: -1 } }, ['RC2214 volumes/0/emptyDir/sizeLimit']],
    [{ emptyDir: { sizeLimit: 0 } }, []],
    [
      { projected: { sources: [{ secret: { name: 'a', items: [{ key: 'a', path: '' }] } }] } },
      [`RC2214 ${sources}/secret/items/0/path`],
    ],
    [{ projected: { sources: [{}] } }, [`RC2214 ${sources}`]],
    [
      { projected: { sources: [{ secret: { name: 'a' }, configMap: { name: 'a' } }] } },
      [`RC2214 ${sources}`],
    ],
    [
      { projected: { sources: [{ serviceAccountToken: { path: '' } }] } },
      [`RC2214 ${sources}/serviceAccountToken/path`],
    ],
    [
      { projected: { sources: [{ downwardAPI: { items: [{ path: 'a' }] } }] } },
      [`RC2214 ${sources}/downwardAPI/items/0`],
    ],
    [
      {
        projected: {
          sources: [{ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'b' } }] } }],
        },
      },
      [],
    ],
  ])('%j', (source, expected) => {
    expect(found(holding(source))).toEqual(expected);
  });

  test.each([
    [
      'persistentVolumeClaim',
      'kubernetes.podspec-persistent-volume-claim',
      { claimName: 'a', readOnly: true },
    ],
    ['hostPath', 'kubernetes.podspec-volumes-hostpath', { path: '/' }],
    ['csi', 'kubernetes.podspec-volumes-csi', {}],
    ['ephemeral', 'kubernetes.podspec-volumes-ephemeral', {}],
    ['image', 'kubernetes.podspec-volumes-image', { reference: 'a' }],
  ])('%s needs a feature flag', (source, flag, value: JsonObject) => {
    const mounts = [{ ...mount, readOnly: true }];
    const volumes = holding({ [source]: value });
    expect(found(volumes, mounts)).toEqual([`RC2231 volumes/0/${source}`]);
    expect(found(volumes, mounts, known)).toEqual([`RC2230 volumes/0/${source}`]);
    expect(found(volumes, mounts, withFlags({ [flag]: 'allowed' }))).toEqual([
      `RC2230 volumes/0/${source}`,
    ]);
    expect(found(volumes, mounts, withFlags({ [flag]: 'enabled' }))).toEqual([]);
  });

  test('emptyDir may be turned off', () => {
    const off = withFlags({ 'kubernetes.podspec-volumes-emptydir': 'disabled' });
    expect(found(holding({ emptyDir: {} }), [mount], off)).toEqual(['RC2230 volumes/0/emptyDir']);
  });

  test('claims that are written to need a flag of their own', () => {
    const volumes = holding({ persistentVolumeClaim: { claimName: 'a' } });
    const claims = { 'kubernetes.podspec-persistent-volume-claim': 'enabled' };
    const write = { ...claims, 'kubernetes.podspec-persistent-volume-write': 'enabled' };
    expect(found(volumes, [mount], withFlags(claims))).toEqual([
      'RC2230 volumes/0/persistentVolumeClaim/readOnly',
    ]);
    expect(found(volumes, [mount], withFlags(write))).toEqual([]);
  });

  test.each<[image: JsonObject, expected: string[]]>([
    [{ reference: 'a', pullPolicy: 'Always' }, []],
    [{}, ['RC2214 volumes/0/image/reference']],
    [{ reference: 'a', pullPolicy: 'Often' }, ['RC2214 volumes/0/image/pullPolicy']],
    [{ reference: 'a', other: 'b' }, []],
  ])('image %j', (image, expected) => {
    const on = withFlags({ 'kubernetes.podspec-volumes-image': 'enabled' });
    expect(found(holding({ image }), [mount], on)).toEqual(expected);
  });
});

describe('names of volumes', () => {
  const secret = { secretName: 'a' };
  test.each<[title: string, volumes: JsonObject[], mounts: JsonObject[], expected: string[]]>([
    ['mounted', [{ name: 'data', secret }], [mount], []],
    ['not mounted', [{ name: 'data', secret }], [], ['RC2215 volumes/0/name']],
    [
      'malformed',
      [{ name: 'Data', secret }],
      [{ ...mount, name: 'Data' }],
      ['RC2215 volumes/0/name'],
    ],
    ['missing', [{ secret }], [], ['RC2011 volumes/0/name']],
    [
      'twice',
      [
        { name: 'data', secret },
        { name: 'data', secret },
      ],
      [mount],
      ['RC2013 volumes/1/name'],
    ],
  ])('%s', (_, volumes, mounts, expected) => {
    expect(found(volumes, mounts)).toEqual(expected);
  });
});

describe('mounts', () => {
  const at = 'volumeMounts/0';
  test.each<[mounts: JsonObject[], expected: string[]]>([
    [[{ ...mount, readOnly: true, subPath: 'a' }], []],
    [[{ ...mount, mountPath: '/' }], [`RC2216 ${at}/mountPath`]],
    [[{ ...mount, mountPath: '/dev/../dev/' }], [`RC2216 ${at}/mountPath`]],
    [[{ ...mount, mountPath: '/dev/log' }], [`RC2216 ${at}/mountPath`]],
    [[{ ...mount, mountPath: '/device' }], []],
    [[{ ...mount, mountPath: 'data' }], [`RC2216 ${at}/mountPath`]],
    [[{ ...mount, mountPath: '' }], [`RC2216 ${at}/mountPath`]],
    [[mount, { ...mount, mountPath: '/data/' }], ['RC2216 volumeMounts/1/mountPath']],
    [[mount, { ...mount, mountPath: '/data/more' }], []],
    [[mount, { name: 'other', mountPath: '/other' }], ['RC2216 volumeMounts/1/name']],
    [[{ name: 'data' }], [`RC2011 ${at}/mountPath`]],
    [[{ ...mount, mountPropagation: 'None' }], [`RC2231 ${at}/mountPropagation`]],
  ])('%j', (mounts, expected) => {
    expect(found(holding({ emptyDir: {} }), mounts)).toEqual(expected);
  });

  test.each<[value: string, expected: string[]]>([
    ['HostToContainer', []],
    ['Bidirectional', [`RC2216 ${at}/mountPropagation`]],
    ['', [`RC2216 ${at}/mountPropagation`]],
  ])('mountPropagation %j with its flag on', (mountPropagation, expected) => {
    const on = withFlags({ 'kubernetes.podspec-volumes-mount-propagation': 'enabled' });
    const mounts = [{ ...mount, mountPropagation }];
    expect(found(holding({ emptyDir: {} }), mounts, on)).toEqual(expected);
  });

  test('mountPropagation needs its flag enabled, allowed is not enough', () => {
    const allowed = withFlags({ 'kubernetes.podspec-volumes-mount-propagation': 'allowed' });
    const mounts = [{ ...mount, mountPropagation: 'None' }];
    expect(found(holding({ emptyDir: {} }), mounts, allowed)).toEqual([
      `RC2230 ${at}/mountPropagation`,
    ]);
  });

  test('init containers keep fields that Knative does not allow', () => {
    const init = { name: 'init', image: 'app', volumeMounts: [{ ...mount, subPathExpr: 'a' }] };
    const spec = { initContainers: [init], volumes: holding({ emptyDir: {} }) };
    const on = withFlags({ 'kubernetes.podspec-init-containers': 'enabled' });
    expect(foundIn(serviceValue({ spec: { template: { spec } } }), on)).toEqual([
      'RC2218 spec/template/spec/initContainers/0/volumeMounts/0/subPathExpr',
    ]);
    expect(found(holding({ emptyDir: {} }), [{ ...mount, subPathExpr: 'a' }])).toEqual([
      `RC2014 ${at}/subPathExpr`,
    ]);
  });

  test('a read-only claim must be mounted read-only', () => {
    const volumes = holding({ persistentVolumeClaim: { claimName: 'a', readOnly: true } });
    const on = withFlags({ 'kubernetes.podspec-persistent-volume-claim': 'enabled' });
    expect(found(volumes, [mount], on)).toEqual([`RC2216 ${at}/readOnly`]);
    expect(found(volumes, [{ ...mount, readOnly: true }], on)).toEqual([]);
  });
});
