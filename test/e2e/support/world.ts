import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, type TestContext, vi } from 'vitest';
import type { Ask } from '../../support/cluster-request.ts';
import { createAsk } from '../../support/cluster-request.ts';
import { revcast } from '../../support/revcast.ts';
import '../setup.ts';
import { type Write, writesIn } from './audit.ts';
import { dump } from './dump.ts';
import { kubectl } from './kubectl.ts';

const apis = {
  services: '/apis/serving.knative.dev/v1',
  configurations: '/apis/serving.knative.dev/v1',
  revisions: '/apis/serving.knative.dev/v1',
  podautoscalers: '/apis/autoscaling.internal.knative.dev/v1alpha1',
  serverlessservices: '/apis/networking.internal.knative.dev/v1alpha1',
  scaledobjects: '/apis/keda.sh/v1alpha1',
  horizontalpodautoscalers: '/apis/autoscaling/v2',
  deployments: '/apis/apps/v1',
  pods: '/api/v1',
  events: '/api/v1',
} as const;

export type Plural = keyof typeof apis;

export interface Live {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly generation: number;
    readonly deletionTimestamp?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
    readonly ownerReferences?: readonly { kind: string; name: string; controller?: boolean }[];
  };
  // biome-ignore lint/suspicious/noExplicitAny: objects of other people's APIs, read in tests only
  readonly spec: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  readonly status?: any;
  readonly reason?: string;
  readonly message?: string;
}

/** One namespace of the cluster, and one folder that stands for its Git repository. */
export interface World {
  readonly namespace: string;
  readonly prometheus: string;
  readonly ask: Ask;
  readonly kubectl: (args: readonly string[], input?: string) => Promise<string>;
  readonly list: (plural: Plural) => Promise<Live[]>;
  readonly get: (plural: Plural, name: string) => Promise<Live | undefined>;
  /** A merge patch, as `kubectl patch` and `kubectl edit` make it. */
  readonly patch: (plural: Plural, name: string, body: object) => Promise<void>;
  readonly remove: (plural: Plural, name: string) => Promise<void>;
  /** Writes the manifests, counts the lock on, and renders: what CI does with a commit. */
  readonly commit: (manifests: string, options?: Commit) => Promise<string>;
  /** What was written to ScaledObjects and PodAutoscalers by the fixer. */
  readonly fixerWrites: () => Write[];
  readonly writes: () => Write[];
}

export interface Commit {
  /** Arguments of `revcast render`. */
  readonly args?: readonly string[];
  /** No lock file: numbers are predicted as for a new cluster. */
  readonly unlocked?: boolean;
}

export const fixerUser = 'system:serviceaccount:revcast-system:revcast-fixer';

export async function createWorld(test: TestContext, namespace: string): Promise<World> {
  const { kubeconfig, prometheus, audit, ...access } = inject('e2e');
  const ask = createAsk(access);
  const path = (plural: Plural, name = ''): string =>
    `${apis[plural]}/namespaces/${namespace}/${plural}${name && `/${name}`}`;
  const must = async (...request: Parameters<Ask>): Promise<void> => {
    const { status, body } = await ask(...request);
    if (status >= 300) throw new Error(`${request[0]} ${request[1]}: ${JSON.stringify(body)}`);
  };
  const folder = mkdtempSync(join(tmpdir(), `revcast-${namespace}-`));
  test.onTestFinished(() => rmSync(folder, { recursive: true }));
  await must('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const writes = (): Write[] => writesIn(audit, namespace);
  const world: World = {
    namespace,
    prometheus,
    ask,
    writes,
    fixerWrites: () => writes().filter(({ user }) => user === fixerUser),
    kubectl: async (args, input) => {
      const { ok, stdout, stderr } = await kubectl(kubeconfig, ['-n', namespace, ...args], input);
      if (!ok) throw new Error(stderr);
      return stdout;
    },
    list: async (plural) => {
      const { items } = (await ask('GET', path(plural))).body;
      return items as unknown as Live[];
    },
    get: async (plural, name) => {
      const { status, body } = await ask('GET', path(plural, name));
      return status === 200 ? (body as unknown as Live) : undefined;
    },
    patch: async (plural, name, body) => await must('PATCH', path(plural, name), body),
    remove: async (plural, name) => await must('DELETE', path(plural, name)),
    commit: async (manifests, { args = [], unlocked = false } = {}) => {
      writeFileSync(join(folder, 'manifests.yaml'), manifests);
      const run = async (command: readonly string[]): Promise<string> => {
        const { status, stdout, stderr } = await revcast(command, { cwd: folder });
        if (status !== 0) throw new Error(stderr);
        return stdout;
      };
      if (!unlocked) await run(['lock', `--namespace=${namespace}`, 'manifests.yaml']);
      return await run(['render', `--namespace=${namespace}`, ...args, 'manifests.yaml']);
    },
  };
  test.onTestFailed(async () => console.error(await dump(world)));
  return world;
}

/** Tries until it doesn't throw any more, and then throws what it threw last. */
export async function eventually<T>(attempt: () => Promise<T> | T, timeout = 60_000): Promise<T> {
  return await vi.waitFor(attempt, { timeout, interval: 100 });
}
