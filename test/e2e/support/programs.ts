import { existsSync, readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { createProgram, freePort } from '../../support/cluster-programs.ts';
import { applyAll } from './kubectl.ts';
import { certificateFor, serviceAt } from './machine.ts';
import { moduleFolder } from './module-folder.ts';
import { programs } from './programs-folder.ts';

const needed = [
  ...['etcd', 'kube-apiserver', 'kube-controller-manager'],
  ...['controller', 'webhook', 'extension'].map((name) => `knative/${name}`),
  ...['operator', 'webhooks'].map((name) => `keda/${name}`),
];

export const missingPrograms = (): string[] =>
  needed.filter((name) => !existsSync(join(programs, name)));

export interface Place {
  readonly directory: string;
  readonly kubeconfig: string;
}

/** Collects garbage, runs Deployments, and scales by HPA every second instead of every 15. */
export async function startControllerManager({ directory, kubeconfig }: Place): Promise<void> {
  const controllers = [
    ...['deployment', 'replicaset', 'endpoints', 'endpointslice', 'garbage-collector'],
    ...['horizontal-pod-autoscaler', 'namespace', 'serviceaccount'],
  ].map((name) => `${name}-controller`);
  const port = await freePort();
  await start(directory, 'kube-controller-manager', `https://127.0.0.1:${port}/healthz`, {
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--controllers=${controllers}`,
      `--secure-port=${port}`,
      '--leader-elect=false',
      '--kube-api-qps=200',
      '--kube-api-burst=400',
      '--horizontal-pod-autoscaler-sync-period=1s',
      '--horizontal-pod-autoscaler-initial-readiness-delay=0s',
      '--horizontal-pod-autoscaler-cpu-initialization-period=0s',
      '--horizontal-pod-autoscaler-downscale-stabilization=3s',
    ],
  });
}

export async function startKnative(place: Place): Promise<void> {
  const port = await freePort();
  await applyAll(place.kubeconfig, serviceAt('knative-serving', 'webhook', port));
  await startKnativePart(place, 'webhook', { WEBHOOK_NAME: 'webhook', WEBHOOK_PORT: `${port}` });
  await Promise.all([startKnativePart(place, 'controller'), startKnativePart(place, 'extension')]);
}

/*
 * Their health probes have a fixed port that only one of them gets; the others work without. So they
 * are taken to be well when they lead.
 */
async function startKnativePart(
  { directory, kubeconfig }: Place,
  name: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const env = {
    POD_NAME: name,
    SYSTEM_NAMESPACE: 'knative-serving',
    CONFIG_LOGGING_NAME: 'config-logging',
    CONFIG_OBSERVABILITY_NAME: 'config-observability',
    ...more,
  };
  const args = [`--kubeconfig=${kubeconfig}`, '--kube-api-qps=200', '--kube-api-burst=400'];
  const log = join(directory, `knative-${name}.log`);
  const leads = async (): Promise<boolean> =>
    readFileSync(log, 'utf8').includes('has started leading');
  await start(directory, `knative/${name}`, leads, { args, env });
}

export async function startKeda(place: Place): Promise<void> {
  const [port, health, operatorHealth] = [await freePort(), await freePort(), await freePort()];
  const service = 'keda-admission-webhooks.keda.svc';
  const certificates = certificateFor([service, 'keda-operator.keda.svc'], place.directory);
  const keda = moduleFolder('keda', 'github.com/kedacore/keda/v2');
  const file = join(keda, 'config', 'webhooks', 'validation_webhooks.yaml');
  const caBundle = readFileSync(join(certificates, 'ca.crt')).toString('base64');
  await applyAll(place.kubeconfig, [
    ...serviceAt('keda', 'keda-admission-webhooks', port),
    ...parseAllDocuments(readFileSync(file, 'utf8')).map((document) =>
      withAuthority(document.toJSON(), caBundle),
    ),
  ]);
  const env = {
    KUBECONFIG: place.kubeconfig,
    WATCH_NAMESPACE: '',
    POD_NAMESPACE: 'keda',
    KEDA_CLUSTER_OBJECT_NAMESPACE: 'keda',
  };
  const common = [`--cert-dir=${certificates}`, '--metrics-bind-address=0'];
  const start_ = (name: string, at: number, args: readonly string[]): Promise<void> =>
    start(place.directory, `keda/${name}`, `http://127.0.0.1:${at}/readyz`, {
      args: [...common, `--health-probe-bind-address=127.0.0.1:${at}`, ...args],
      env,
    });
  await Promise.all([
    start_('webhooks', health, [`--port=${port}`]),
    start_('operator', operatorHealth, [
      '--enable-prometheus-metrics=false',
      `--metrics-service-bind-address=127.0.0.1:${await freePort()}`,
    ]),
  ]);
}

function withAuthority(
  configuration: { webhooks: { clientConfig: object }[] },
  caBundle: string,
): object {
  const webhooks = configuration.webhooks.map((webhook) => ({
    ...webhook,
    clientConfig: { ...webhook.clientConfig, caBundle },
  }));
  return { ...configuration, webhooks };
}

interface Way {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function start(
  directory: string,
  program: string,
  health: string | (() => Promise<boolean>),
  way: Way,
): Promise<void> {
  const name = program.replace('/', '-');
  const path = join(programs, program);
  const answers = typeof health === 'string' ? () => isWell(health) : health;
  await createProgram({ name, path, directory, answers, ...way }).start();
}

/** As the kubelet asks: whatever its certificate is. */
async function isWell(url: string): Promise<boolean> {
  const { get } = url.startsWith('https') ? https : http;
  const options = { rejectUnauthorized: false };
  return await new Promise((resolve) => {
    get(url, options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}
