import { deploymentName } from '../../knative/names.ts';
import {
  configurationState,
  horizontalPodAutoscalerState,
  podAutoscalerState,
  revisionState,
  routeState,
  scaledObjectState,
  serviceState,
} from '../state.ts';
import type {
  ConfigurationState,
  HorizontalPodAutoscalerState,
  ObjectState,
  PodAutoscalerState,
  RevisionState,
  RouteState,
  ScaledObjectState,
  ServiceState,
} from '../types.ts';
import { affiliations, revisionOfDeployment } from './affiliation.ts';
import { createIndex, type Index } from './index.ts';
import { createTable, keyIn, type Table } from './table.ts';

/** The records, and where to find those of a unit without looking at others. */
export interface Tables {
  readonly services: Table<ServiceState>;
  readonly configurations: Table<ConfigurationState>;
  readonly revisions: Table<RevisionState>;
  readonly routes: Table<RouteState>;
  readonly podAutoscalers: Table<PodAutoscalerState>;
  readonly scaledObjects: Table<ScaledObjectState>;
  readonly horizontalPodAutoscalers: Table<HorizontalPodAutoscalerState>;
  /** By unit. */
  readonly revisionsOf: Index;
  /** Routes, by the revisions that they send traffic to. */
  readonly routesTo: Index;
  /** By unit, as far as they say it themselves. */
  readonly scaledObjectsOf: Index;
  /** By the target's name. */
  readonly scaledObjectsOn: Index;
}

export function createTables(): Tables {
  const revisionsOf = createIndex();
  const hashedDeployments = createIndex();
  const routesTo = createIndex();
  const scaledObjectsOf = createIndex();
  const scaledObjectsOn = createIndex();

  const revisions = createTable({
    read: revisionState,
    units: (state) => [unitOf(state)],
    indexes: [
      [revisionsOf, (state) => [unitOf(state)]],
      [hashedDeployments, hashedDeployment],
    ],
  });

  /** Of whom a revision is, when it is there. */
  function unitsOfRevision(namespace: string, name: string): string[] {
    const revision = revisions.get(keyIn(namespace, name));
    return revision === undefined ? [] : [unitOf(revision)];
  }

  function unitsOfDeployment(namespace: string, name: string): string[] {
    const hashed = hashedDeployments.get(keyIn(namespace, name));
    const found = hashed.flatMap((key) => revisions.get(key) ?? []).map(unitOf);
    return [...found, ...unitsOfRevision(namespace, revisionOfDeployment(name))];
  }

  const namesake = ({ namespace, name }: ObjectState): string[] => unitsOfRevision(namespace, name);
  return {
    services: createTable({ read: serviceState, units: itself }),
    configurations: createTable({ read: configurationState, units: itself }),
    revisions,
    routes: createTable({
      read: routeState,
      units: ({ namespace, traffic }) =>
        traffic.flatMap((name) => unitsOfRevision(namespace, name)),
      indexes: [[routesTo, ({ namespace, traffic }) => traffic.map((to) => keyIn(namespace, to))]],
    }),
    podAutoscalers: createTable({ read: podAutoscalerState, units: namesake }),
    horizontalPodAutoscalers: createTable({ read: horizontalPodAutoscalerState, units: namesake }),
    scaledObjects: createTable({
      read: scaledObjectState,
      units: (state) => [
        ...affiliations(state),
        ...namesake(state),
        ...unitsOfDeployment(state.namespace, state.target.name),
      ],
      indexes: [
        [scaledObjectsOf, affiliations],
        [scaledObjectsOn, ({ namespace, target }) => [keyIn(namespace, target.name)]],
      ],
    }),
    revisionsOf,
    routesTo,
    scaledObjectsOf,
    scaledObjectsOn,
  };
}

function itself({ namespace, name }: ObjectState): string[] {
  return [keyIn(namespace, name)];
}

function unitOf({ namespace, configuration }: RevisionState): string {
  return keyIn(namespace, configuration);
}

/** Of a revision whose Deployment's name does not tell it. */
function hashedDeployment({ namespace, name }: RevisionState): string[] {
  const deployment = deploymentName(name);
  return revisionOfDeployment(deployment) === name ? [] : [keyIn(namespace, deployment)];
}
