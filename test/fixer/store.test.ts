import { describe, expect, it } from 'vitest';
import { createStore, type Store } from '../../src/fixer/store.ts';
import { deploymentName } from '../../src/knative/names.ts';
import {
  configMap,
  horizontalPodAutoscaler,
  podAutoscaler,
  revision,
  route,
  scaledObject,
  service,
} from './store-objects.ts';

const shop = { name: 'shop' };
const first = { name: 'shop-00001' };

/** Service shop with one revision, and beside it a Service whose name begins alike. */
function shopAndOther(): Store {
  const store = createStore();
  store.services.seen(service(shop));
  store.services.seen(service({ name: 'shop-api' }));
  store.revisions.seen(revision(first, 'shop'));
  store.revisions.seen(revision({ name: 'shop-api-00001' }, 'shop-api'));
  return store;
}

const namesOf = (objects: readonly { readonly name: string }[]): string[] =>
  objects.map(({ name }) => name);

describe('what is observed of a unit', () => {
  it('is its Service, its Configuration and its revisions, the oldest first', () => {
    const store = shopAndOther();
    store.configurations.seen(service(shop));
    store.revisions.seen(revision({ name: 'shop-a' }, 'shop', 3));
    store.revisions.seen(revision({ name: 'shop-00002' }, 'shop', 2));
    const observed = store.observed('ns/shop');
    expect(observed).toMatchObject({
      namespace: 'ns',
      name: 'shop',
      service: shop,
      configuration: shop,
    });
    expect(namesOf(observed.revisions)).toEqual(['shop-00001', 'shop-00002', 'shop-a']);
  });

  it('is which of its revisions some Route of the namespace sends traffic to', () => {
    const store = shopAndOther();
    store.revisions.seen(revision({ name: 'shop-00002' }, 'shop', 2));
    store.routes.seen(route({ name: 'custom' }, 'shop-00002', 'shop-api-00001', 'gone'));
    store.routes.seen(route({ name: 'elsewhere', namespace: 'other' }, 'shop-00001'));
    expect(store.observed('ns/shop').routed).toEqual(new Set(['shop-00002']));
  });

  it('is the autoscalers of its revisions, by name', () => {
    const store = shopAndOther();
    store.podAutoscalers.seen(podAutoscaler(first, 'True'));
    store.podAutoscalers.seen(podAutoscaler({ name: 'shop-api-00001' }, 'True'));
    store.horizontalPodAutoscalers.seen(horizontalPodAutoscaler(first, 3));
    const { podAutoscalers, horizontalPodAutoscalers } = store.observed('ns/shop');
    expect([...podAutoscalers.keys()]).toEqual(['shop-00001']);
    expect(horizontalPodAutoscalers.get('shop-00001')?.currentReplicas).toBe(3);
  });

  it('is nothing but the cluster for a key that nobody has', () => {
    const store = shopAndOther();
    expect(store.observed('ns/none')).toMatchObject({
      name: 'none',
      revisions: [],
      scaledObjects: [],
    });
    expect(store.observed('ns/none')).not.toHaveProperty('service');
  });

  const long = `${'a'.repeat(59)}-b`;
  const hashed = deploymentName('a-name-of-the-users-own-that-is-far-too-long-for-a-deployment');
  it.each<[string, string, Parameters<typeof scaledObject>[1], string[]]>([
    ['is named like a revision that is there', 'shop-00001', {}, ['shop']],
    ['is named like a revision to come', 'shop-00009', {}, ['shop']],
    ['is named like a revision to come of the longer name', 'shop-api-00009', {}, ['shop-api']],
    ['is named like a pinned revision to come', 'shop-bcdfghjklm', {}, ['shop']],
    ['is named like a revision whose name the user gave', 'shop-blue', {}, ['shop']],
    ['targets a revision that is there', 'any', { target: 'shop-00001-deployment' }, ['shop']],
    ['targets a revision to come', 'any', { target: 'shop-00009-deployment' }, ['shop']],
    [
      'targets a revision whose name the user gave',
      'any',
      { target: 'shop-blue-deployment' },
      ['shop'],
    ],
    ['targets a revision whose Deployment has a hashed name', 'any', { target: hashed }, ['shop']],
    ['is labelled so', 'any', { configuration: 'shop' }, ['shop']],
    ['is bound by annotation', 'any', { boundTo: 'shop' }, ['shop']],
    ['is labelled so, however long the name', 'any', { configuration: long }, [long]],
    [
      'has a name of one and the target of another',
      'shop-00001',
      { target: 'shop-api-00001-deployment' },
      ['shop', 'shop-api'],
    ],
    ['only begins alike', 'shop-worker', { target: 'shop-worker-deployment' }, []],
    ['is somebody else’s', 'any', { target: 'db' }, []],
  ])('is a ScaledObject that %s', (_, name, scaling, units) => {
    const store = shopAndOther();
    const given = 'a-name-of-the-users-own-that-is-far-too-long-for-a-deployment';
    store.services.seen(service({ name: long }));
    store.revisions.seen(revision({ name: 'shop-blue' }, 'shop'));
    store.revisions.seen(revision({ name: given }, 'shop'));
    store.scaledObjects.seen(scaledObject({ name }, scaling));
    const all = ['shop', 'shop-api', long];
    const found = all.filter((unit) => store.observed(`ns/${unit}`).scaledObjects.length > 0);
    expect(found).toEqual(units);
  });

  it('is a ScaledObject that targets Knative’s own kinds, which nothing can scale', () => {
    const store = shopAndOther();
    const knative = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'shop' };
    const { metadata = null } = scaledObject({ name: 'any' });
    store.scaledObjects.seen({ metadata, spec: { scaleTargetRef: knative } });
    const revisions = { ...knative, kind: 'Revision', name: 'shop-api-00007' };
    const { metadata: other = null } = scaledObject({ name: 'other' });
    store.scaledObjects.seen({ metadata: other, spec: { scaleTargetRef: revisions } });
    expect(namesOf(store.observed('ns/shop').scaledObjects)).toEqual(['any']);
    expect(namesOf(store.observed('ns/shop-api').scaledObjects)).toEqual(['other']);
  });

  it('is a ScaledObject once, however many reasons there are', () => {
    const store = shopAndOther();
    const scaling = { target: 'shop-00001-deployment', configuration: 'shop', boundTo: 'shop' };
    store.scaledObjects.seen(scaledObject(first, scaling));
    expect(namesOf(store.observed('ns/shop').scaledObjects)).toEqual(['shop-00001']);
  });

  it('has the newest resourceVersion, on which writes depend, even if nothing else is new', () => {
    const store = shopAndOther();
    store.scaledObjects.seen(scaledObject(first));
    store.scaledObjects.seen(scaledObject({ ...first, resourceVersion: '2' }));
    expect(store.observed('ns/shop').scaledObjects[0]?.resourceVersion).toBe('2');
  });
});

describe('units that an event is about', () => {
  it('of a Service or a Configuration: its own', () => {
    const store = createStore();
    expect(store.services.seen(service(shop))).toEqual(['ns/shop']);
    expect(store.configurations.seen(service(shop))).toEqual(['ns/shop']);
    expect(store.configurations.gone(service(shop))).toEqual(['ns/shop']);
  });

  it('of a revision that changes hands: both', () => {
    const store = shopAndOther();
    expect(store.revisions.seen(revision(first, 'shop-api'))).toEqual(['ns/shop', 'ns/shop-api']);
  });

  it('of an autoscaler: that of its revision', () => {
    const store = shopAndOther();
    expect(store.podAutoscalers.seen(podAutoscaler(first, 'False'))).toEqual(['ns/shop']);
    expect(store.horizontalPodAutoscalers.seen(horizontalPodAutoscaler(first, 1))).toEqual([
      'ns/shop',
    ]);
    expect(store.podAutoscalers.seen(podAutoscaler({ name: 'none' }, 'False'))).toEqual([]);
  });

  it('of a Route: those of the revisions that it sent traffic to, and sends it to now', () => {
    const store = shopAndOther();
    store.routes.seen(route(shop, 'shop-00001'));
    expect(store.routes.seen(route(shop, 'shop-api-00001', 'none'))).toEqual([
      'ns/shop',
      'ns/shop-api',
    ]);
    expect(store.routes.gone(route(shop))).toEqual(['ns/shop-api']);
  });

  it('of a ScaledObject that changes its target: both', () => {
    const store = shopAndOther();
    store.scaledObjects.seen(scaledObject({ name: 'any' }, { target: 'shop-00001-deployment' }));
    const other = scaledObject({ name: 'any' }, { target: 'shop-api-00001-deployment' });
    expect(store.scaledObjects.seen(other)).toEqual(['ns/shop', 'ns/shop-api']);
  });

  it('of a ScaledObject on a Deployment whose name is hashed: that of its revision', () => {
    const store = shopAndOther();
    const given = 'a-name-of-the-users-own-that-is-far-too-long-for-a-deployment';
    store.revisions.seen(revision({ name: given }, 'shop'));
    const object = scaledObject({ name: 'any' }, { target: deploymentName(given) });
    expect(store.scaledObjects.seen(object)).toEqual(['ns/shop']);
  });

  it('of an object that lost what makes it count: those it was about', () => {
    const store = shopAndOther();
    expect(store.revisions.seen(service(first))).toEqual(['ns/shop']);
    expect(store.observed('ns/shop').revisions).toEqual([]);
  });

  it('of what was not known to be there: none', () => {
    expect(createStore().scaledObjects.gone(scaledObject(first))).toEqual([]);
  });

  it('none, when nothing changed that a plan goes by', () => {
    const store = shopAndOther();
    const later = { ...first, resourceVersion: '2' };
    const active = { conditions: [{ type: 'Active', status: 'True' }], lastActiveTime: 'now' };
    store.scaledObjects.seen(scaledObject(first, { status: {} }));
    store.podAutoscalers.seen(podAutoscaler(first, 'True'));
    expect(store.scaledObjects.seen(scaledObject(later, { status: active }))).toEqual([]);
    expect(store.podAutoscalers.seen(podAutoscaler(later, 'True'))).toEqual([]);
    expect(store.revisions.seen(revision(later, 'shop'))).toEqual([]);
    expect(store.services.seen(service({ ...shop, resourceVersion: '2' }))).toEqual([]);
  });

  it('its unit, when anything did', () => {
    const store = shopAndOther();
    const seen = (scaling: Parameters<typeof scaledObject>[1]): readonly string[] =>
      store.scaledObjects.seen(scaledObject(first, scaling));
    const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
    expect(seen({})).toEqual(['ns/shop']);
    expect(seen({ max: 2 })).toEqual(['ns/shop']);
    expect(seen({ max: 2, status: ready })).toEqual(['ns/shop']);
    expect(seen({ max: 2, status: ready })).toEqual([]);
  });
});

describe('after a list', () => {
  it('what it did not have is gone, and its units are told once', () => {
    const store = shopAndOther();
    store.revisions.seen(revision({ name: 'shop-00002' }, 'shop', 2));
    expect(store.revisions.retain(new Set(['ns/shop-api-00001']))).toEqual(['ns/shop']);
    expect(store.observed('ns/shop').revisions).toEqual([]);
    expect(store.observed('ns/shop-api').revisions).toHaveLength(1);
  });

  it('with all there is, nothing is told', () => {
    expect(shopAndOther().services.retain(new Set(['ns/shop', 'ns/shop-api']))).toEqual([]);
  });
});

describe('the ConfigMaps of the cluster', () => {
  const off = configMap('config-autoscaler-keda', {
    'autoscaler.keda.scaledobject-autocreate': 'false',
  });

  it('are about every unit when they change what counts', () => {
    const store = shopAndOther();
    expect(store.observed('ns/shop').cluster.autoCreate).toBe(true);
    expect(store.configMaps.seen(off)).toEqual(['ns/shop', 'ns/shop-api']);
    expect(store.observed('ns/shop').cluster.autoCreate).toBe(false);
    expect(store.configMaps.seen(off)).toEqual([]);
    expect(store.configMaps.retain(new Set())).toEqual(['ns/shop', 'ns/shop-api']);
    expect(store.cluster().autoCreate).toBe(true);
  });

  it('are told when they are gone', () => {
    const store = shopAndOther();
    store.configMaps.seen(off);
    expect(store.configMaps.gone(off)).toEqual(['ns/shop', 'ns/shop-api']);
  });

  it('are passed over when they have other names', () => {
    const store = shopAndOther();
    expect(store.configMaps.seen(configMap('config-logging', { a: 'b' }))).toEqual([]);
    expect(store.configMaps.gone(configMap('config-logging', {}))).toEqual([]);
  });

  it('have their problems told, and where', () => {
    const store = createStore();
    store.configMaps.seen(configMap('config-autoscaler', { 'min-scale': 'many' }));
    expect(store.clusterProblems()).toMatchObject([
      { configMap: 'knative-serving/config-autoscaler', problem: { code: 'RC2801' } },
    ]);
  });
});

describe('all units', () => {
  it('are those of Services and Configurations, and those that left something behind', () => {
    const store = shopAndOther();
    store.configurations.seen(service(shop));
    store.configurations.seen(service({ name: 'alone' }));
    store.revisions.seen(revision({ name: 'old-00001' }, 'old'));
    store.scaledObjects.seen(scaledObject({ name: 'older-00001' }));
    expect([...store.keys()].sort()).toEqual([
      'ns/alone',
      'ns/old',
      'ns/older',
      'ns/shop',
      'ns/shop-api',
    ]);
  });
});

describe('where a selector chooses the Services', () => {
  it('a unit without a Service or a Configuration is somebody else’s', () => {
    const store = createStore({ isSelective: true });
    store.revisions.seen(revision({ name: 'other-00001' }, 'other'));
    expect(store.scaledObjects.seen(scaledObject({ name: 'other-00001' }))).toEqual([]);
    expect(store.observed('ns/other')).toMatchObject({ revisions: [], scaledObjects: [] });
    expect([...store.keys()]).toEqual([]);
  });

  it('a unit that is chosen is observed as any other', () => {
    const store = createStore({ isSelective: true });
    store.revisions.seen(revision(first, 'shop'));
    expect(store.configurations.seen(service(shop))).toEqual(['ns/shop']);
    expect(store.scaledObjects.seen(scaledObject(first))).toEqual(['ns/shop']);
    expect(store.observed('ns/shop').revisions).toHaveLength(1);
    expect([...store.keys()]).toEqual(['ns/shop']);
  });
});
