import type { Json, JsonObject } from '../../src/json.ts';
import type { StringMap } from '../../src/knative/types.ts';
import {
  configurationObject,
  type Live,
  podAutoscalerObject,
  revisionObject,
  routeObject,
  serviceObject,
  type Template,
} from './cluster-objects.ts';
import type { Answer, Ask } from './cluster-request.ts';

/** Plays Knative Serving's controllers in one namespace, step by step, as a test needs it. */
export interface Knative {
  readonly namespace: string;
  /** Everything that follows when this Service is applied; tells the new revision's name. */
  readonly rollOut: (name: string, template?: Template, own?: StringMap) => Promise<string>;
  /** Up to the Revision: its Deployment and PodAutoscaler are still to come. */
  readonly begin: (name: string, template?: Template, own?: StringMap) => Promise<string>;
  /** The same for a Configuration that no Service owns. */
  readonly beginAlone: (name: string, template?: Template) => Promise<string>;
  /** The PodAutoscaler, which comes right after the Deployment. */
  readonly deploy: (revision: string) => Promise<void>;
  /** The Service says that this revision is ready, and sends it all traffic. */
  readonly serve: (name: string, revision: string) => Promise<void>;
  readonly traffic: (name: string, percents: Readonly<Record<string, number>>) => Promise<void>;
  readonly remove: (kind: Kind, name: string) => Promise<void>;
}

const apis = {
  services: 'serving.knative.dev/v1',
  configurations: 'serving.knative.dev/v1',
  revisions: 'serving.knative.dev/v1',
  routes: 'serving.knative.dev/v1',
  podautoscalers: 'autoscaling.internal.knative.dev/v1alpha1',
  scaledobjects: 'keda.sh/v1alpha1',
} as const;

export type Kind = keyof typeof apis;

/** The path of the objects of a kind, or of one of them. */
export function pathOf(namespace: string, kind: Kind, name = ''): string {
  return `/apis/${apis[kind]}/namespaces/${namespace}/${kind}${name && `/${name}`}`;
}

/** Also makes the namespace, where it isn't there. */
export async function createKnative(ask: Ask, namespace: string): Promise<Knative> {
  await ask('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const at = (kind: Kind, name?: string): string => pathOf(namespace, kind, name);
  const put = async (kind: Kind, object: JsonObject): Promise<Live> =>
    await putObject(ask, at(kind), object);
  const told = async (kind: Kind, name: string, status: JsonObject): Promise<Live> =>
    await made(ask('PATCH', `${at(kind, name)}/status`, { status }));

  const begin: Knative['begin'] = async (name, template, own) => {
    const service = await put('services', serviceObject(namespace, name, template, own));
    const configuration = await put('configurations', configurationObject(service));
    await put('routes', routeObject(service));
    const revision = await put('revisions', revisionObject(configuration));
    const latestCreatedRevisionName = revision.metadata.name;
    const { generation: observedGeneration } = configuration.metadata;
    await told('configurations', name, { observedGeneration, latestCreatedRevisionName });
    await told('services', name, { latestCreatedRevisionName });
    return latestCreatedRevisionName;
  };
  const beginAlone: Knative['beginAlone'] = async (name, template) => {
    const { metadata, spec } = serviceObject(namespace, name, template) as unknown as Live;
    const { metadata: _, ...rest } = configurationObject({ metadata, spec });
    const configuration = await put('configurations', { ...rest, metadata: { namespace, name } });
    const revision = await put('revisions', revisionObject(configuration));
    const latestCreatedRevisionName = revision.metadata.name;
    await told('configurations', name, { latestCreatedRevisionName });
    return latestCreatedRevisionName;
  };
  const deploy: Knative['deploy'] = async (revision) => {
    const { body } = await ask('GET', at('revisions', revision));
    await put('podautoscalers', podAutoscalerObject(body as unknown as Live));
  };
  const traffic: Knative['traffic'] = async (name, percents) => {
    const targets = Object.entries(percents).map(([revisionName, percent]) => ({
      revisionName,
      percent,
      latestRevision: false,
    }));
    await told('routes', name, { traffic: targets });
    await told('services', name, { traffic: targets });
  };
  const serve: Knative['serve'] = async (name, revision) => {
    const serviceNames = { serviceName: revision, metricsServiceName: `${revision}-private` };
    await told('podautoscalers', revision, { conditions: [ready], ...serviceNames });
    await told('revisions', revision, { conditions: [ready] });
    await told('configurations', name, { latestReadyRevisionName: revision });
    await told('services', name, { latestReadyRevisionName: revision });
    await traffic(name, { [revision]: 100 });
  };
  return {
    namespace,
    begin,
    beginAlone,
    deploy,
    serve,
    traffic,
    rollOut: async (name, template, own) => {
      const revision = await begin(name, template, own);
      await deploy(revision);
      await serve(name, revision);
      return revision;
    },
    remove: async (kind, name) => void (await made(ask('DELETE', at(kind, name)))),
  };
}

const ready: Json = {
  type: 'Ready',
  status: 'True',
  lastTransitionTime: '2026-01-01T00:00:00Z',
};

async function putObject(ask: Ask, path: string, object: JsonObject): Promise<Live> {
  const metadata = object.metadata as JsonObject;
  const { status, body } = await ask('GET', `${path}/${metadata.name}`);
  if (status === 404) return await made(ask('POST', path, object));
  const { resourceVersion = null } = body.metadata as JsonObject;
  const replacement = { ...object, metadata: { ...metadata, resourceVersion } };
  return await made(ask('PUT', `${path}/${metadata.name}`, replacement));
}

/** What the API server answered, unless it refused. */
export async function made<T = Live>(answer: Promise<Answer>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body as unknown as T;
}
