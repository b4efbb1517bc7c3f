import type { JsonObject } from '../../src/json.ts';
import { createKnative, type Knative, made, pathOf } from './cluster-knative.ts';
import { prometheus } from './cluster-objects.ts';
import { until } from './cluster-programs.ts';
import type { Ask } from './cluster-request.ts';
import { applied, rendered } from './cluster-scaling.ts';

const template = { annotations: prometheus };

/** What Argo CD and Flux would bring, as far as the API server has to know it. */
export async function installGitOps(ask: Ask): Promise<void> {
  await definition(ask, 'argoproj.io', 'v1alpha1', 'Application');
  await definition(ask, 'kustomize.toolkit.fluxcd.io', 'v1', 'Kustomization');
}

async function definition(ask: Ask, group: string, version: string, kind: string): Promise<void> {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  const schema = {
    openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  };
  await made(
    ask('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { kind, plural, singular },
        versions: [{ name: version, served: true, storage: true, schema }],
      },
    }),
  );
  const list = `/apis/${group}/${version}/${plural}`;
  await until(list, async () => (await ask('GET', list)).status === 200);
}

/** A namespace with everything that the fixer has to do something about. */
export async function everything(ask: Ask, namespace: string): Promise<void> {
  const knative = await createKnative(ask, namespace);
  await leftBehind(ask, knative, 'argocd', {
    annotations: {
      'argocd.argoproj.io/tracking-id': `${namespace}_apps:keda.sh/ScaledObject:${namespace}/argocd-00001`,
    },
  });
  await leftBehind(ask, knative, 'flux', {
    labels: {
      'kustomize.toolkit.fluxcd.io/name': 'apps',
      'kustomize.toolkit.fluxcd.io/namespace': namespace,
    },
  });
  await knative.rollOut('missing');
  await knative.deploy(await knative.beginAlone('alone'));
  await applied(ask, rendered(namespace, 'ahead', 3, template));
  await knative.rollOut('ahead', template);
  const wrong = rendered(namespace, 'wrong', 7, template);
  await applied(ask, changed(wrong, { name: 'wrong-00001' }));
  await knative.rollOut('wrong', template);
}

/** A ScaledObject whose revision is gone for good, and which a tool applies no longer. */
async function leftBehind(
  ask: Ask,
  knative: Knative,
  tool: 'argocd' | 'flux',
  mark: JsonObject,
): Promise<void> {
  await applied(ask, changed(rendered(knative.namespace, tool, 1, template), mark));
  await knative.begin(tool, template);
  await knative.remove('revisions', `${tool}-00001`);
  await knative.rollOut(tool, { ...template, image: 'example.com/app:2' });
}

function changed(object: JsonObject, { name, labels, annotations }: JsonObject): JsonObject {
  const metadata = object.metadata as JsonObject;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(name !== undefined && { name }),
      labels: { ...(metadata.labels as JsonObject), ...(labels as JsonObject) },
      annotations: { ...(metadata.annotations as JsonObject), ...(annotations as JsonObject) },
    },
  };
}

/** Each tool has looked again, and applies nothing. */
export async function synced(ask: Ask, namespace: string): Promise<void> {
  const now = new Date(Date.now() + 1000).toISOString();
  const source = { repoURL: 'https://example.com/apps.git', path: '.', targetRevision: 'main' };
  await made(
    ask('POST', `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/applications`, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'apps' },
      spec: { destination: { server: 'https://kubernetes.default.svc' }, source },
      status: {
        reconciledAt: now,
        sync: { status: 'Synced', comparedTo: { source } },
        operationState: { phase: 'Succeeded' },
        resources: [],
      },
    }),
  );
  await made(
    ask('POST', `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${namespace}/kustomizations`, {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'apps' },
      spec: {},
      status: {
        observedGeneration: 1,
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: now }],
        inventory: { entries: [] },
      },
    }),
  );
}

/** Undoes a correction, so that the same happens again. */
export async function undo(ask: Ask, namespace: string): Promise<void> {
  const scaleTargetRef = { name: 'wrong-00007-deployment' };
  const advanced = { horizontalPodAutoscalerConfig: { name: 'wrong-00007' } };
  const path = pathOf(namespace, 'scaledobjects', 'wrong-00001');
  await made(ask('PATCH', path, { spec: { scaleTargetRef, advanced } }));
}
