import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStore, type Store } from '../../src/fixer/store.ts';
import type { Observed } from '../../src/fixer/types.ts';
import { type JsonObject, objectAt } from '../../src/json.ts';
import { deploymentName } from '../../src/knative/names.ts';
import { podAutoscaler, revision, route, scaledObject, service } from './store-objects.ts';

const long = 'a-name-of-the-users-own-that-is-far-too-long-for-a-deployment';
const units = ['a', 'a-b', 'c'];
const revisions = ['a-00001', 'a-00002', 'a-b-00001', 'a-blue', long];
const targets = [...revisions, 'c-00001'].map(deploymentName);

const namespace = fc.constantFrom('ns', 'ns', 'ns', 'other');
const unit = fc.constantFrom(...units);
const named = (...names: readonly string[]) =>
  fc.record({ namespace, name: fc.constantFrom(...names) });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const resources = [
  'services',
  'configurations',
  'revisions',
  'routes',
  'podAutoscalers',
  'scaledObjects',
] as const;
type ResourceName = (typeof resources)[number];

const objects: Record<ResourceName, fc.Arbitrary<JsonObject>> = {
  services: fc
    .tuple(named(...units), fc.constantFrom(...revisions))
    .map(([name, latest]) => service(name, { latestReadyRevisionName: latest })),
  configurations: named(...units).map((name) => service(name)),
  revisions: fc
    .tuple(named(...revisions), unit, fc.nat(1))
    .map(([name, of, generation]) => revision(name, of, generation)),
  routes: fc
    .tuple(named('r', 's'), fc.subarray(revisions))
    .map(([name, traffic]) => route(name, ...traffic)),
  podAutoscalers: fc
    .tuple(named(...revisions), fc.constantFrom('True' as const, 'False' as const))
    .map(([name, ready]) => podAutoscaler(name, ready)),
  scaledObjects: fc
    .tuple(
      named(...revisions, 'any'),
      fc.record({
        target: fc.constantFrom(...targets, 'db'),
        configuration: maybe(unit),
        boundTo: maybe(unit),
        max: fc.nat(1),
      }),
    )
    .map(([name, scaling]) => scaledObject(name, scaling as Parameters<typeof scaledObject>[1])),
};

interface Event {
  readonly resource: ResourceName;
  readonly verb: 'seen' | 'gone';
  readonly object: JsonObject;
}

const event: fc.Arbitrary<Event> = fc.constantFrom(...resources).chain((resource) =>
  fc.record({
    resource: fc.constant(resource),
    verb: fc.constantFrom('seen' as const, 'seen' as const, 'gone' as const),
    object: objects[resource],
  }),
);

/** Enough of them that objects meet. */
const many = fc.array(event, { minLength: 40, maxLength: 60 });

const keys = ['ns', 'other'].flatMap((each) => units.map((name) => `${each}/${name}`));

function observedIn(store: Store): ReadonlyMap<string, Observed> {
  return new Map(keys.map((key) => [key, store.observed(key)]));
}

it('an event is told to every unit that looks different after it, and to no unit for nothing', () => {
  fc.assert(
    fc.property(many, (events) => {
      const store = createStore();
      let before = printed(store);
      for (const { resource, verb, object } of events) {
        const told = store[resource][verb](object);
        expect(told).toEqual([...new Set(told)]);
        const after = printed(store);
        const different = keys.filter((key) => before.get(key) !== after.get(key));
        expect(told, `${resource} ${verb}`).toEqual(expect.arrayContaining(different));
        before = after;
        expect([...store[resource][verb](object)], 'told twice').toEqual([]);
      }
    }),
  );
});

it('a store knows the same, whatever came before', () => {
  fc.assert(
    fc.property(many, (events) => {
      const store = createStore();
      const left = new Map<string, Event>();
      for (const each of events) {
        store[each.resource][each.verb](each.object);
        left.set(`${each.resource} ${keyOf(each.object)}`, each);
      }
      const fresh = createStore();
      for (const { resource, verb, object } of [...left.values()].reverse()) {
        if (verb === 'seen') fresh[resource].seen(object);
      }
      expect(observedIn(store)).toEqual(observedIn(fresh));
      expect(new Set(store.keys())).toEqual(new Set(fresh.keys()));
    }),
  );
});

it('a list leaves the store as if the others had gone one by one', () => {
  fc.assert(
    fc.property(many, fc.array(event), (events, listed) => {
      const [store, other] = [createStore(), createStore()];
      for (const { resource, object } of events) {
        store[resource].seen(object);
        other[resource].seen(object);
      }
      for (const resource of resources) {
        const left = new Set(
          listed.filter((each) => each.resource === resource).map(({ object }) => keyOf(object)),
        );
        store[resource].retain(left);
        for (const each of events.filter((one) => one.resource === resource)) {
          if (!left.has(keyOf(each.object))) other[resource].gone(each.object);
        }
      }
      expect(observedIn(store)).toEqual(observedIn(other));
    }),
  );
});

function keyOf(object: JsonObject): string {
  const { namespace: at = '', name = '' } = objectAt(object, ['metadata']) ?? {};
  return `${at}/${name}`;
}

function printed(store: Store): ReadonlyMap<string, string> {
  const print = (observed: Observed): string =>
    JSON.stringify({ ...observed, cluster: null }, (_, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...value] : value,
    );
  return new Map(keys.map((key) => [key, print(store.observed(key))]));
}
