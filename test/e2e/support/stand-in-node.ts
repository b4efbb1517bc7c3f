import { type Access, createAsk } from '../../support/cluster-request.ts';
import { type KubernetesObject, watchAll } from './stand-in-watch.ts';

/** A container image of this name never gets ready. */
export const brokenImage = 'example.com/broken';

/**
 * Scheduler and kubelet: a Pod runs and is ready as soon as it is there. It is not bound to a node, so
 * that it goes at once when it is deleted.
 */
export function standInForNodes(access: Access): () => void {
  const ask = createAsk(access);
  let pods = 0;
  const address = (): string => {
    pods += 1;
    return `10.128.${pods >> 8}.${pods & 255}`;
  };
  return watchAll(access, '/api/v1/pods', (pod) => {
    if (pod.metadata.deletionTimestamp || pod.status?.podIP) return;
    const { namespace, name } = pod.metadata;
    const body = { status: running(pod, address()) };
    ask('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, body).catch(() => {});
  });
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
