import { readFileSync } from 'node:fs';
import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { join } from 'node:path';
import { freePort } from '../../support/cluster-programs.ts';
import { type Access, type Ask, createAsk } from '../../support/cluster-request.ts';
import { applyAll } from './kubectl.ts';
import { certificateFor, serviceAt } from './machine.ts';

interface Metrics {
  /** Where triggers find their Prometheus. */
  readonly prometheus: string;
  readonly stop: () => void;
}

/**
 * Prometheus, the metrics API of pods, and KEDA's metrics adapter. A query's answer is the last number
 * in it, so that a test says in the query how much load there is; pods use nothing.
 */
export async function standInForMetrics(
  access: Access & { kubeconfig: string; directory: string },
): Promise<Metrics> {
  const ask = createAsk(access);
  const [prometheusPort, port] = [await freePort(), await freePort()];
  const prometheus = createHttp((request, response) => answer(response, queried(request)));
  await listen(prometheus, prometheusPort, '127.0.0.1');

  const folder = certificateFor(['metrics.keda.svc'], access.directory);
  const tls = {
    key: readFileSync(join(folder, 'tls.key')),
    cert: readFileSync(join(folder, 'tls.crt')),
  };
  const apis = createHttps(tls, (request, response) => {
    measured(ask, request).then(
      (body) => answer(response, body),
      () => response.writeHead(500).end(),
    );
  });
  await listen(apis, port, '0.0.0.0');
  await applyAll(access.kubeconfig, [
    ...serviceAt('keda', 'metrics', port),
    apiService('metrics.k8s.io'),
    apiService('external.metrics.k8s.io'),
  ]);
  const stop = (): void => [prometheus, apis].forEach((server) => void server.close());
  return { prometheus: `http://127.0.0.1:${prometheusPort}`, stop };
}

const apiService = (group: string): object => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: `v1beta1.${group}` },
  spec: {
    group,
    version: 'v1beta1',
    service: { namespace: 'keda', name: 'metrics' },
    insecureSkipTLSVerify: true,
    groupPriorityMinimum: 100,
    versionPriority: 100,
  },
});

const load = (query: string): string => /([\d.]+)\D*$/.exec(query)?.[1] ?? '1';

function queried({ url = '' }: IncomingMessage): object {
  const query = new URL(url, 'http://prometheus').searchParams.get('query') ?? '';
  const result = [{ metric: {}, value: [Date.now() / 1000, load(query)] }];
  return { status: 'success', data: { resultType: 'vector', result } };
}

async function measured(ask: Ask, { url = '' }: IncomingMessage): Promise<object> {
  const { pathname, searchParams } = new URL(url, 'http://metrics');
  const [, , group, , , namespace, metric = ''] = pathname.split('/');
  const apiVersion = `${group}/v1beta1`;
  if (namespace === undefined)
    return resources(apiVersion, group === 'metrics.k8s.io' ? 'pods' : 'metrics');
  if (group === 'metrics.k8s.io') {
    const { body } = await ask('GET', `/api/v1/namespaces/${namespace}/pods?${searchParams}`);
    const pods = body.items as {
      metadata: { name: string };
      spec: { containers: { name: string }[] };
    }[];
    const items = pods.map(({ metadata: { name }, spec }) => ({
      metadata: { namespace, name },
      timestamp: new Date().toISOString(),
      window: '10s',
      containers: spec.containers.map((container) => ({
        name: container.name,
        usage: { cpu: '0', memory: '0' },
      })),
    }));
    return { kind: 'PodMetricsList', apiVersion, metadata: {}, items };
  }
  // The selector names the ScaledObject, and the metric begins with the index of its trigger.
  const name = /scaledobject\.keda\.sh\/name=([^,]+)/.exec(
    searchParams.get('labelSelector') ?? '',
  )?.[1];
  const path = `/apis/keda.sh/v1alpha1/namespaces/${namespace}/scaledobjects/${name}`;
  const { body } = await ask('GET', path);
  const spec = body.spec as { triggers: { metadata: { query?: string } }[] };
  const query = spec.triggers[Number(/^s(\d+)-/.exec(metric)?.[1])]?.metadata.query ?? '1';
  const timestamp = new Date().toISOString();
  const items = [{ metricName: metric, metricLabels: null, timestamp, value: load(query) }];
  return { kind: 'ExternalMetricValueList', apiVersion, metadata: {}, items };
}

const resources = (groupVersion: string, name: string): object => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion,
  resources: [
    { name, singularName: '', namespaced: true, kind: 'Metrics', verbs: ['get', 'list'] },
  ],
});

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
}
