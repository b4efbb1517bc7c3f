import { type Access, createAsk } from '../../support/cluster-request.ts';
import { watchAll } from './stand-in-watch.ts';

export const ingressClass = 'stand-in.ingress.networking.knative.dev';

const gateway = { ingress: [{ domainInternal: 'gateway.knative-serving.svc.cluster.local' }] };
const path = '/apis/networking.internal.knative.dev/v1alpha1';

/** A network that is ready for each generation of each Ingress as soon as it is asked for. */
export function standInForIngress(access: Access): () => void {
  const ask = createAsk(access);
  return watchAll(access, `${path}/ingresses`, ({ metadata, status }) => {
    const { namespace, name, generation } = metadata;
    if (metadata.deletionTimestamp || status?.observedGeneration === generation) return;
    const lastTransitionTime = new Date().toISOString();
    const body = {
      status: {
        observedGeneration: generation,
        publicLoadBalancer: gateway,
        privateLoadBalancer: gateway,
        conditions: ['LoadBalancerReady', 'NetworkConfigured', 'Ready'].map((type) => ({
          type,
          status: 'True',
          lastTransitionTime,
        })),
      },
    };
    ask('PATCH', `${path}/namespaces/${namespace}/ingresses/${name}/status`, body).catch(() => {});
  });
}
