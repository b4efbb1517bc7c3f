import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringAt } from '../../src/json.ts';
import { defaultCluster } from '../../src/knative/cluster.ts';
import { defaultedTemplate, writtenTemplate } from '../../src/knative/template.ts';
import type { Cluster, Service } from '../../src/knative/types.ts';
import { predict } from '../../src/predict/chain.ts';
import type { LockEntry, Prediction } from '../../src/predict/types.ts';
import { defaultings, templates } from '../knative/arbitrary-template.ts';
import { serviceFrom, serviceOf } from './recorded.ts';
import { setValues } from './set-values.ts';

function shop(metadata = '{}', image = 'a'): Service {
  return serviceOf(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop, namespace: team-a}
spec: {template: {metadata: ${metadata}, spec: {containers: [{image: ${image}}]}}}`);
}

function codesOf({ problems }: Prediction): string[] {
  return problems.map(({ code }) => code).sort();
}

const known: LockEntry = {
  generation: 4,
  template: predict(shop(), defaultCluster, { pin: false }).revision?.templateHash ?? '',
};
const lock = new Map([['team-a/shop', known]]);

describe('the first way that applies', () => {
  it.each([
    ['initial', shop(), {}, 'shop-00001', 1],
    ['initial', shop(), { lock: new Map() }, 'shop-00001', 1],
    ['lock', shop(), { lock }, 'shop-00004', 4],
    ['lock', shop('{}', 'b'), { lock }, 'shop-00005', 5],
    ['hint', shop(), { lock, hint: 7 }, 'shop-00007', 7],
    ['pinned', shop(), { pin: true }, 'shop-cpcqcrbrdj', 1],
    ['pinned', shop('{name: shop-bcdfghjklm}'), { pin: true, hint: 7 }, 'shop-cpcqcrbrdj', 7],
    ['given', shop('{name: shop-v1}'), { lock, hint: 7 }, 'shop-v1', 7],
    ['given', shop('{name: shop-v1}'), { lock }, 'shop-v1', 5],
    ['given', shop('{name: shop-v1}'), { pin: true }, 'shop-v1', 1],
    ['given', shop('{name: shop-bcdfghjklm}'), {}, 'shop-bcdfghjklm', 1],
  ] as const)('is %s', (way, service, context, name, generation) => {
    const { revision } = predict(service, defaultCluster, { pin: false, ...context });
    expect(revision).toMatchObject({ way, name, generation, deployment: `${name}-deployment` });
  });
});

describe('the revision belongs', () => {
  it('to the Service and its Configuration', () => {
    const { revision } = predict(shop(), defaultCluster, { pin: false });
    expect(revision).toMatchObject({ configuration: 'shop', service: 'shop' });
  });

  it.each([
    ['to no Service, when the Configuration stands alone', {}, ''],
    ['to the Service it is labelled with', { 'serving.knative.dev/service': 'mall' }, 'mall'],
  ])('%s', (_, labels, expected) => {
    const service = serviceFrom({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Configuration',
      metadata: { name: 'shop', labels },
      spec: { template: { spec: {} } },
    });
    const { revision } = predict(service, defaultCluster, { pin: false });
    expect(revision).toMatchObject({ configuration: 'shop', service: expected });
  });
});

describe('what is said of it', () => {
  const complete =
    '{name: shop-v1}, spec: {timeoutSeconds: 300, containerConcurrency: 0, enableServiceLinks: false,' +
    ' containers: [{name: user-container, image: a, readinessProbe: {successThreshold: 1, tcpSocket: {port: 0}}}]}';
  const spelledOut = serviceOf(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop}
spec: {template: {metadata: ${complete}}}`);

  it.each([
    ['nothing of a new Service', shop(), {}, []],
    ['nothing of a Service that the lock file knows', shop(), { lock }, []],
    ['a template that the lock file does not know', shop('{}', 'b'), { lock }, ['RC6015']],
    ['a hint', shop(), { lock, hint: 7 }, []],
    ['a hint that repeats the lock file', shop(), { lock, hint: 4 }, []],
    [
      'a hint that repeats the lock file for another template',
      shop('{}', 'b'),
      { lock, hint: 4 },
      ['RC6014'],
    ],
    ['a given name on a short manifest', shop('{name: shop-v1}'), {}, ['RC6012']],
    ['a given name on a complete manifest', spelledOut, {}, []],
    ['a given name where pins are wanted', spelledOut, { pin: true }, ['RC6011']],
    ['a given name like a generation', shop('{name: shop-00007}'), {}, ['RC6012', 'RC6013']],
    ['a pin', shop('{name: shop-bcdfghjklm}'), { pin: true }, []],
    [
      'a pin that was edited, where no pins are wanted',
      shop('{name: shop-bcdfghjklm}'),
      {},
      ['RC6016'],
    ],
    ['a pin on a short manifest', shop('{name: shop-cpcqcrbrdj}'), {}, ['RC6012']],
  ] as const)('%s', (_, service, context, codes) => {
    expect(codesOf(predict(service, defaultCluster, { pin: false, ...context }))).toEqual(codes);
  });
});

describe('pinned', () => {
  const owned = (template: Service['template']): Service =>
    serviceFrom({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'shop', namespace: 'team-a' },
      spec: { template },
    });
  const edited = (service: Service, { edits }: Prediction): Service => {
    const sets = edits.flatMap((edit) => (edit.op === 'set' ? [edit] : []));
    return serviceFrom(setValues(service.manifest.value, sets));
  };
  const unnamed = templates.map((template) => ({ ...template, metadata: { labels: { a: 'b' } } }));

  it('spells out all that Knative would fill in, and is done then', () => {
    fc.assert(
      fc.property(unnamed, defaultings, (template, settings) => {
        const cluster: Cluster = { ...defaultCluster, ...settings };
        const service = owned(template);
        const first = predict(service, cluster, { pin: true });
        const result = edited(service, first);
        const again = predict(result, cluster, { pin: true });
        expect(stringAt(result.template, ['metadata', 'name'])).toBe(first.revision?.name);
        expect(again).toEqual({ ...first, edits: [] });
        expect(defaultedTemplate(result.template, cluster, result)).toEqual(
          writtenTemplate(result.template),
        );
      }),
    );
  });

  it('changes only what is missing', () => {
    const { edits } = predict(shop(), defaultCluster, { pin: true });
    expect(edits).toEqual([
      { op: 'set', path: at('metadata', 'name'), value: 'shop-cpcqcrbrdj' },
      { op: 'set', path: at('spec', 'containers', 0, 'name'), value: 'user-container' },
      {
        op: 'set',
        path: at('spec', 'containers', 0, 'readinessProbe'),
        value: { tcpSocket: { port: 0 }, successThreshold: 1 },
      },
      { op: 'set', path: at('spec', 'timeoutSeconds'), value: 300 },
      { op: 'set', path: at('spec', 'containerConcurrency'), value: 0 },
      { op: 'set', path: at('spec', 'enableServiceLinks'), value: false },
    ]);
  });

  it('gives another name to another content, and the old one back', () => {
    const name = (image: string): string | undefined =>
      predict(shop('{}', image), defaultCluster, { pin: true }).revision?.name;
    expect(name('b')).not.toBe(name('a'));
    expect(name('a')).toBe(name('a'));
  });

  it('replaces the pin of an older template', () => {
    const first = predict(shop(), defaultCluster, { pin: true });
    const changed = setValues(edited(shop(), first).manifest.value, [
      { path: at('spec', 'containers', 0, 'image'), value: 'b' },
    ]);
    const { edits } = predict(serviceFrom(changed), defaultCluster, { pin: true });
    const renamed = predict(shop('{}', 'b'), defaultCluster, { pin: true }).revision?.name ?? '';
    expect(edits).toEqual([{ op: 'set', path: at('metadata', 'name'), value: renamed }]);
  });

  it.each([
    ['fits in 63 characters', 52, []],
    ['is refused when it does not', 53, ['RC6010']],
  ])('%s', (_, length, codes) => {
    const value = { ...shop().manifest.value, metadata: { name: 's'.repeat(length) } };
    const prediction = predict(serviceFrom(value), defaultCluster, { pin: true });
    expect(codesOf(prediction)).toEqual(codes);
    expect(prediction.revision?.name.length).toBe(codes.length === 0 ? 63 : undefined);
  });
});

function at(...path: (string | number)[]): (string | number)[] {
  return ['spec', 'template', ...path];
}
