import fc from 'fast-check';
import { type JsonObject, stringAt, valueAt } from '../../../src/json.ts';
import { autoscaling, serving } from '../../../src/knative/keys.ts';
import { deploymentName, revisionName } from '../../../src/knative/names.ts';
import { applyFromGit, rendered } from './git.ts';
import { create, hpaNameOf, nameOf, operate, remove, targetOf, update } from './keda.ts';
import { controllers } from './knative.ts';
import { mergePatched, uid, type World } from './world.ts';

/** Sixty characters: Knative hashes the names of its revisions. */
const long = 'llllllllllllllllllllllllllllllllllllllllllllllllllllllllllll';

/** Two of which one is named like a revision of the other, one with a hashed name, one alone. */
export const units: readonly string[] = ['web', 'web-00001', long, 'alone'];

export type Event =
  | {
      readonly do: 'edit';
      readonly unit: string;
      readonly template: string;
      readonly rendered: number | undefined;
      readonly isFirst: boolean;
    }
  | { readonly do: 'pin'; readonly unit: string; readonly template: string }
  | { readonly do: 'route'; readonly unit: string; readonly back: number }
  | { readonly do: 'release'; readonly unit: string }
  | { readonly do: 'delete'; readonly unit: string }
  | { readonly do: 'again' }
  | { readonly do: 'step'; readonly which: number }
  | { readonly do: 'operate' }
  | { readonly do: 'look'; readonly unit: string }
  | { readonly do: 'wait'; readonly ms: number }
  /** Everybody comes to rest. */
  | { readonly do: 'settle' }
  | { readonly do: 'switch' }
  | Meddling;

/** What people do by hand, and what leaves a revision uncovered for good. */
export type Meddling =
  | { readonly do: 'target'; readonly which: number; readonly revision: number }
  | { readonly do: 'hpa'; readonly which: number; readonly revision: number }
  | { readonly do: 'class'; readonly which: number }
  | { readonly do: 'swap'; readonly which: number; readonly other: number }
  | { readonly do: 'drop'; readonly which: number }
  | { readonly do: 'foreign'; readonly revision: number };

const unit = fc.constantFrom('web', 'web', 'web', ...units);
const template = fc.constantFrom('cron-1', 'cron-2', 'cron-3', 'cpu-1', 'cpu-2');
const small = fc.nat(5);

export const usual: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      unit,
      template,
      rendered: fc.option(fc.integer({ min: -2, max: 3 }), { nil: undefined }),
      isFirst: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constant('pin' as const), unit, template }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('route' as const), unit, back: small }) },
  { weight: 3, arbitrary: fc.constant({ do: 'settle' as const }) },
  fc.record({ do: fc.constant('release' as const), unit }),
  fc.record({ do: fc.constant('delete' as const), unit }),
  fc.constant({ do: 'again' as const }),
  { weight: 8, arbitrary: fc.record({ do: fc.constant('step' as const), which: small }) },
  { weight: 3, arbitrary: fc.constant({ do: 'operate' as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('look' as const), unit }) },
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 1_000, 61_000) }),
);

export const meddling: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ do: fc.constant('target' as const), which: small, revision: small }),
  fc.record({ do: fc.constant('hpa' as const), which: small, revision: small }),
  fc.record({ do: fc.constant('class' as const), which: small }),
  fc.record({ do: fc.constant('drop' as const), which: small }),
  fc.record({ do: fc.constant('swap' as const), which: small, other: small }),
  fc.record({ do: fc.constant('foreign' as const), revision: small }),
  fc.constant({ do: 'switch' as const }),
);

/** What Git holds: applied again when it was refused, or when somebody syncs. */
export interface Git {
  readonly isOwn: boolean;
  readonly rendered: Map<string, JsonObject>;
  readonly refused: Set<string>;
}

export function happen(world: World, git: Git, event: Event): void {
  switch (event.do) {
    case 'edit': {
      const apply = (): void => renderFor(world, git, event.unit, event.template, event.rendered);
      if (event.isFirst) apply();
      const isNew = edit(world, event.unit, event.template);
      if (!event.isFirst) apply();
      // What is rendered for the generation before is out of date by what is edited without Git.
      if (isNew) world.now += 1_000;
      return;
    }
    case 'pin': {
      const name = `${event.unit.slice(0, 40)}-${event.template}`;
      // A name of that shape is only accepted behind the Configuration's own name.
      if (event.unit.length > 40) return;
      edit(world, event.unit, event.template, name);
      applyOrKeep(
        world,
        git,
        rendered(event.unit, name, event.template, kindOf(event.template), git.isOwn),
      );
      return;
    }
    case 'route': {
      const revisions = revisionsOf(world, event.unit);
      const name = revisions[event.back % Math.max(1, revisions.length)];
      if (name !== undefined) world.traffic.set(event.unit, [name]);
      return;
    }
    case 'release':
      world.traffic.delete(event.unit);
      return;
    case 'delete':
      world.services.delete(event.unit);
      if (event.unit === 'alone') world.configurations.delete(event.unit);
      world.traffic.delete(event.unit);
      return;
    case 'again':
      for (const object of git.rendered.values()) applyOrKeep(world, git, object);
      return;
    case 'step':
      controllers[event.which % controllers.length]?.(world);
      return;
    case 'operate':
      operate(world);
      return;
    case 'wait':
      world.now += event.ms;
      return;
    case 'switch':
      world.autoCreate = !world.autoCreate;
      return;
    case 'look':
    case 'settle':
      return;
    default:
      meddle(world, event);
  }
}

/** One more try of what was refused. */
export function retry(world: World, git: Git): void {
  for (const name of [...git.refused]) {
    const object = git.rendered.get(name);
    if (object !== undefined) applyOrKeep(world, git, object);
  }
}

function edit(world: World, name: string, content: string, givenName?: string): boolean {
  if (name !== 'alone' && !world.services.has(name)) {
    if (world.configurations.has(name)) return false;
    world.services.set(name, { name, uid: uid(world) });
  }
  const owner = world.services.get(name)?.uid;
  const configuration = world.configurations.get(name);
  if (configuration === undefined) {
    world.configurations.set(name, {
      name,
      uid: uid(world),
      ...(owner !== undefined && { owner }),
      generation: 1,
      template: content,
      ...(givenName !== undefined && { givenName }),
    });
    return true;
  }
  // A deleted Service's Configuration is in the way until it is collected.
  if (configuration.owner !== owner) return false;
  if (configuration.template === content && configuration.givenName === givenName) return false;
  configuration.template = content;
  configuration.generation++;
  if (givenName === undefined) delete configuration.givenName;
  else configuration.givenName = givenName;
  return true;
}

const kindOf = (content: string): 'cpu' | 'cron' => (content.startsWith('cpu') ? 'cpu' : 'cron');

function renderFor(
  world: World,
  git: Git,
  name: string,
  content: string,
  offset: number | undefined,
): void {
  if (offset === undefined) return;
  const generation = Math.max(1, (world.configurations.get(name)?.generation ?? 0) + offset);
  const revision = revisionName(name, generation);
  applyOrKeep(world, git, rendered(name, revision, content, kindOf(content), git.isOwn));
}

function applyOrKeep(world: World, git: Git, object: JsonObject): void {
  const name = nameOf(object);
  git.rendered.set(name, object);
  if (applyFromGit(world, object) === undefined) git.refused.delete(name);
  else git.refused.add(name);
}

function revisionsOf(world: World, name: string): string[] {
  return [...world.revisions.values()]
    .filter((each) => each.configuration === name)
    .sort((a, b) => b.generation - a.generation)
    .map((each) => each.name);
}

function meddle(world: World, event: Meddling): void {
  const revisions = [...world.revisions.keys()];
  const pick = <T>(values: readonly T[], index: number): T | undefined =>
    values[index % Math.max(1, values.length)];
  if (event.do === 'foreign') {
    const revision = pick(revisions, event.revision);
    if (revision !== undefined) create(world, foreign(revision));
    return;
  }
  const ours = [...world.scaledObjects.values()].filter((each) => !isForeign(each));
  const object = pick(ours, event.which);
  if (object === undefined) return;
  if (event.do === 'swap') {
    const other = pick(ours, event.other);
    if (other !== undefined) swap(world, object, other);
    return;
  }
  if (event.do === 'drop') {
    remove(world, nameOf(object));
    return;
  }
  const revision = event.do === 'class' ? undefined : pick(revisions, event.revision);
  const patch: JsonObject =
    event.do === 'class'
      ? { metadata: { annotations: { [autoscaling.class]: null } } }
      : event.do === 'target'
        ? { spec: { scaleTargetRef: { name: deploymentName(revision ?? 'gone-00001') } } }
        : { spec: { advanced: { horizontalPodAutoscalerConfig: { name: revision ?? 'gone' } } } };
  update(world, mergePatched(object, patch));
}

/** Each gets what the other holds, while KEDA's webhook is down. */
function swap(world: World, a: JsonObject, b: JsonObject): void {
  for (const [each, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const scaleTargetRef = { name: targetOf(other) };
    const advanced = { horizontalPodAutoscalerConfig: { name: hpaNameOf(other) } };
    const generation = Number(valueAt(each, ['metadata', 'generation'])) + 1;
    const patch = {
      metadata: { resourceVersion: uid(world), generation },
      spec: { scaleTargetRef, advanced },
    };
    world.scaledObjects.set(nameOf(each), mergePatched(each, patch));
  }
}

/** Made by somebody else's controller, on a Deployment of ours. */
function foreign(revision: string): JsonObject {
  const owner = { apiVersion: 'example.com/v1', kind: 'Scaler', name: 'x', controller: true };
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      name: `foreign-${revision.slice(-5)}`,
      labels: { [serving.service]: 'other' },
      annotations: { note: 'mine' },
      ownerReferences: [{ ...owner, uid: 'foreign' }],
    },
    spec: {
      scaleTargetRef: { name: deploymentName(revision) },
      triggers: [{ type: 'cron', metadata: {} }],
    },
  };
}

export function isForeign(object: JsonObject): boolean {
  return stringAt(object, ['metadata', 'labels', serving.service]) === 'other';
}
