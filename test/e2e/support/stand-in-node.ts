import { type Access, type Answer, createAsk } from '../../support/cluster-request.ts';
import { type KubernetesObject, watchAll } from './stand-in-watch.ts';

/** A container image of this name never gets ready. */
export const brokenImage = 'example.com/broken';

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'stand-in' },
  status: { conditions: [{ type: 'Ready', status: 'True', reason: 'StandIn' }] },
};

/** Scheduler and kubelet: a Pod is bound and ready as soon as it is there, and gone once deleted. */
export async function standInForNodes(access: Access): Promise<() => void> {
  const ask = createAsk(access);
  await ask('POST', '/api/v1/nodes', node);
  let pods = 0;
  const address = (): string => {
    pods += 1;
    return `10.128.${pods >> 8}.${pods & 255}`;
  };
  const run = async (pod: KubernetesObject): Promise<Answer | undefined> => {
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
    if (pod.metadata.deletionTimestamp) return await ask('DELETE', `${path}?gracePeriodSeconds=0`);
    if (!pod.spec?.nodeName) {
      const target = { apiVersion: 'v1', kind: 'Node', name: node.metadata.name };
      const metadata = { name: pod.metadata.name };
      return await ask('POST', `${path}/binding`, {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata,
        target,
      });
    }
    if (pod.status?.podIP) return undefined;
    return await ask('PATCH', `${path}/status`, { status: running(pod, address()) });
  };
  const tryToRun = async (pod: KubernetesObject, triesLeft = 50): Promise<void> => {
    const answer = await run(pod).catch(({ message }: Error) => ({
      status: 500,
      body: { message },
    }));
    // 404: gone by now. 409: bound by now.
    if (answer === undefined || answer.status < 300 || [404, 409].includes(answer.status)) return;
    console.error(`${pod.metadata.namespace}/${pod.metadata.name}: ${JSON.stringify(answer)}`);
    if (triesLeft > 0) setTimeout(() => void tryToRun(pod, triesLeft - 1), 100);
  };
  return watchAll(access, '/api/v1/pods', (pod) => void tryToRun(pod));
}

function running({ spec }: KubernetesObject, podIP: string): object {
  const containers = (spec?.containers ?? []) as { name: string; image: string }[];
  const isReady = !containers.some(({ image }) => image.startsWith(brokenImage));
  const now = new Date().toISOString();
  const status = isReady ? 'True' : 'False';
  return {
    phase: 'Running',
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: now,
    conditions: [
      { type: 'PodScheduled', status: 'True', lastTransitionTime: now },
      { type: 'Initialized', status: 'True', lastTransitionTime: now },
      { type: 'ContainersReady', status, lastTransitionTime: now },
      { type: 'Ready', status, lastTransitionTime: now },
    ],
    containerStatuses: containers.map(({ name, image }) => ({
      name,
      image,
      imageID: image,
      ready: isReady,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: now } },
    })),
  };
}
