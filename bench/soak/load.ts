import type { JsonObject } from '../../src/json.ts';
import { revcast, serving } from '../../src/knative/keys.ts';
import { deploymentName, revisionName } from '../../src/knative/names.ts';
import type { StringMap } from '../../src/knative/types.ts';
import { pathOf } from '../../test/support/cluster-knative.ts';
import {
  configurationObject,
  cpu,
  type Live,
  podAutoscalerObject,
  revisionObject,
  routeObject,
  serviceObject,
} from '../../test/support/cluster-objects.ts';
import type { Answer, Ask } from '../../test/support/cluster-request.ts';

/** A Service of the load; the number decides everything else about it. */
export interface Subject {
  readonly namespace: string;
  readonly name: string;
}

const perNamespace = 100;

/** KEDA's webhook isn't there, and nothing has to wait for a Deployment. */
const annotations: StringMap = {
  ...cpu,
  'autoscaling.knative.dev/metric': 'requests',
  'autoscaling.knative.dev/target': '100',
  'autoscaling.knative.dev/prometheus-query': 'sum(rate(requests_total[1m]))',
};

export function subject(index: number): Subject {
  const namespace = `load-${Math.floor(index / perNamespace)}`;
  return { namespace, name: `app-${String(index).padStart(5, '0')}` };
}

export async function makeNamespaces(ask: Ask, services: number): Promise<void> {
  for (let index = 0; index < services; index += perNamespace) {
    await sent(ask, 'POST', '/api/v1/namespaces', {
      metadata: { name: subject(index).namespace },
    });
  }
}

/**
 * A Service that rolled out some times, with the ScaledObject that was rendered for each revision.
 * Its Configuration has been edited once only: writing all editions would take most of the time.
 */
export async function settle(ask: Ask, at: Subject, revisions: number): Promise<void> {
  const service = await put(ask, at, 'services', edition(at, 1));
  const configuration = await put(ask, at, 'configurations', configurationObject(service));
  await put(ask, at, 'routes', routeObject(service));
  let latest = '';
  for (let generation = 1; generation <= revisions; generation++) {
    latest = revisionName(at.name, generation);
    await applyScaledObject(ask, at, latest);
    const metadata = { ...configuration.metadata, generation };
    const revision = revisionObject({ ...configuration, metadata });
    await deploy(ask, await put(ask, at, 'revisions', revision));
  }
  await serve(ask, at, latest);
}

/** Service, Configuration, Route and Revision, as Knative makes them out of a new image. */
export async function begin(
  ask: Ask,
  at: Subject,
  generation: number,
  isMade: (revision: Live) => void = () => undefined,
): Promise<Live> {
  const service = await put(ask, at, 'services', edition(at, generation));
  const configuration = await put(ask, at, 'configurations', configurationObject(service));
  if (generation === 1) await put(ask, at, 'routes', routeObject(service));
  const revision = await put(ask, at, 'revisions', revisionObject(configuration));
  isMade(revision);
  const latestCreatedRevisionName = revision.metadata.name;
  await tell(ask, at, 'configurations', {
    latestCreatedRevisionName,
    observedGeneration: generation,
  });
  await tell(ask, at, 'services', { latestCreatedRevisionName });
  return revision;
}

export async function deploy(ask: Ask, revision: Live): Promise<Live> {
  const { namespace, name } = revision.metadata;
  return await put(ask, { namespace, name }, 'podautoscalers', podAutoscalerObject(revision));
}

/** The revision is ready and has all traffic. */
export async function serve(ask: Ask, at: Subject, revision: string): Promise<void> {
  const traffic = [{ revisionName: revision, percent: 100, latestRevision: true }];
  const latest = { latestCreatedRevisionName: revision, latestReadyRevisionName: revision };
  await tell(ask, at, 'configurations', latest);
  await tell(ask, at, 'routes', { traffic });
  await tell(ask, at, 'services', { ...latest, traffic });
}

/** What a GitOps tool applies: the ScaledObject that was rendered for a predicted revision. */
export async function applyScaledObject(ask: Ask, at: Subject, revision: string): Promise<void> {
  const { namespace, name } = at;
  const { status, body } = await ask('POST', pathOf(namespace, 'scaledobjects'), {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      name: revision,
      namespace,
      labels: {
        'app.kubernetes.io/managed-by': 'revcast',
        [serving.configuration]: name,
        [serving.service]: name,
        [serving.revision]: revision,
      },
      annotations: {
        'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
        [revcast.prediction]: 'lock',
      },
    },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deploymentName(revision) },
      minReplicaCount: 2,
      maxReplicaCount: 10,
      advanced: { horizontalPodAutoscalerConfig: { name: revision } },
      triggers: [
        {
          type: 'prometheus',
          name: 'default-trigger-custom',
          metricType: 'AverageValue',
          metadata: {
            serverAddress: 'http://prometheus-operated.default.svc:9090',
            query: 'sum(rate(requests_total[1m]))',
            threshold: '100',
            namespace,
          },
        },
      ],
    },
  });
  if (status >= 300 && status !== 409) throw new Error(`${status}: ${JSON.stringify(body)}`);
}

function edition({ namespace, name }: Subject, generation: number): JsonObject {
  const image = `example.com/app:${generation}`;
  return serviceObject(namespace, name, { image, annotations });
}

type Kind = Parameters<typeof pathOf>[1];

/** Creates an object, or gives it a new spec. */
async function put(ask: Ask, at: Subject, kind: Kind, object: JsonObject): Promise<Live> {
  const created = await ask('POST', pathOf(at.namespace, kind), object);
  if (created.status !== 409) return live(created);
  const { name } = object.metadata as { name: string };
  const { spec = {} } = object;
  return live(await ask('PATCH', pathOf(at.namespace, kind, name), { spec }));
}

async function tell(ask: Ask, at: Subject, kind: Kind, status: JsonObject): Promise<void> {
  await sent(ask, 'PATCH', `${pathOf(at.namespace, kind, at.name)}/status`, { status });
}

async function sent(ask: Ask, method: 'POST' | 'PATCH', path: string, body: object): Promise<void> {
  live(await ask(method, path, body));
}

function live({ status, body }: Answer): Live {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body as unknown as Live;
}
