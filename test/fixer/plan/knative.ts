import { isObject, type JsonObject, objectAt, valueAt } from '../../../src/json.ts';
import { deploymentName, revisionName } from '../../../src/knative/names.ts';
import { nameOf, remove } from './keda.ts';
import { type Configuration, uid, type World } from './world.ts';

/** Each does the next single thing there is to do, and says whether there was one. */
export const controllers: readonly ((world: World) => boolean)[] = [
  stampRevision,
  makeDeployment,
  makePodAutoscaler,
  readPodAutoscaler,
  readConfiguration,
  collectRevision,
  collectGarbage,
];

function stampRevision(world: World): boolean {
  for (const configuration of world.configurations.values()) {
    const { name, generation, template, givenName, latestCreated } = configuration;
    const revision = givenName ?? revisionName(name, generation);
    if (latestCreated === revision && world.revisions.has(revision)) continue;
    const present = world.revisions.get(revision);
    if (present === undefined) {
      world.revisions.set(revision, {
        name: revision,
        uid: uid(world),
        owner: configuration.uid,
        configuration: name,
        hasService: configuration.owner !== undefined,
        generation,
        template,
        createdAt: world.now,
      });
      return true;
    }
    // A revision of a deleted namesake is in the way until it is collected.
    if (present.owner !== configuration.uid) continue;
    configuration.latestCreated = revision;
    return true;
  }
  return false;
}

function makeDeployment(world: World): boolean {
  for (const revision of world.revisions.values()) {
    const name = deploymentName(revision.name);
    if (world.deployments.has(name)) continue;
    world.deployments.set(name, { name, uid: uid(world), owner: revision.uid });
    return true;
  }
  return false;
}

function makePodAutoscaler(world: World): boolean {
  for (const { name, uid: owner } of world.revisions.values()) {
    const deployment = world.deployments.get(deploymentName(name));
    if (world.podAutoscalers.has(name) || deployment?.owner !== owner) continue;
    world.podAutoscalers.set(name, { name, uid: uid(world), owner, isReady: false });
    return true;
  }
  return false;
}

/** The extension: it finds the HPA by name, and hears of it by the class and the owner's name. */
function readPodAutoscaler(world: World): boolean {
  for (const podAutoscaler of world.podAutoscalers.values()) {
    const { name } = podAutoscaler;
    const hpa = world.hpas.get(name);
    const isHeard = (hpa?.owner === name && hpa.hasClass) || podAutoscaler.replicas !== undefined;
    const isReady = hpa !== undefined && hpa.target === deploymentName(name) && isHeard;
    if (isReady === podAutoscaler.isReady) continue;
    podAutoscaler.isReady = isReady;
    return true;
  }
  return false;
}

function readConfiguration(world: World): boolean {
  for (const configuration of world.configurations.values()) {
    const { latestCreated = '' } = configuration;
    if (!world.podAutoscalers.get(latestCreated)?.isReady) continue;
    if (configuration.latestReady === latestCreated) continue;
    configuration.latestReady = latestCreated;
    return true;
  }
  return false;
}

/** Revisions that get no traffic and are older than the latest ready one go, but for one. */
function collectRevision(world: World): boolean {
  for (const configuration of world.configurations.values()) {
    const old = idleRevisions(world, configuration);
    if (old.length < 2) continue;
    world.revisions.delete(old[0] ?? '');
    return true;
  }
  return false;
}

function idleRevisions(
  world: World,
  { name, latestCreated, latestReady }: Configuration,
): string[] {
  const ready = world.revisions.get(latestReady ?? '');
  const traffic = world.traffic.get(name) ?? [];
  return [...world.revisions.values()]
    .filter((each) => each.configuration === name && each.generation < (ready?.generation ?? 0))
    .filter((each) => each.name !== latestCreated && !traffic.includes(each.name))
    .sort((a, b) => a.generation - b.generation)
    .map((each) => each.name);
}

/** Removes one object that has lost all owners, or one lost owner of a ScaledObject. */
function collectGarbage(world: World): boolean {
  const { services, configurations, revisions, deployments, podAutoscalers } = world;
  const tables = [services, configurations, revisions, deployments, podAutoscalers];
  const alive = new Set(tables.flatMap((table) => [...table.values()].map((each) => each.uid)));
  for (const table of [configurations, revisions, deployments, podAutoscalers]) {
    for (const each of table.values()) {
      if (each.owner === undefined || alive.has(each.owner)) continue;
      table.delete(each.name);
      return true;
    }
  }
  for (const object of world.scaledObjects.values()) {
    const owners = ownersOf(object).filter((each) => each.uid !== 'foreign');
    const left = owners.filter((each) => alive.has(String(each.uid)));
    if (left.length === owners.length) continue;
    if (left.length === 0) remove(world, nameOf(object));
    else {
      const metadata = { ...objectAt(object, ['metadata']), ownerReferences: left };
      world.scaledObjects.set(nameOf(object), { ...object, metadata });
    }
    return true;
  }
  return false;
}

function ownersOf(object: JsonObject): JsonObject[] {
  const owners = valueAt(object, ['metadata', 'ownerReferences']);
  return Array.isArray(owners) ? owners.filter(isObject) : [];
}
