import type { Review } from '../../src/review/types.ts';
import { reviewed, service, stream } from '../review/reviewed.ts';

const cpu = { 'autoscaling.knative.dev/metric': 'cpu', 'autoscaling.knative.dev/target': '70' };

/** Cron beside requests per second: two windows that overlap, and a target that is no whole number of steps. */
function requests(target: string): Record<string, string> {
  const window = (name: string, start: string, end: string, desiredReplicas: string): object => {
    return { type: 'cron', name, metadata: { timezone: 'UTC', start, end, desiredReplicas } };
  };
  return {
    'autoscaling.knative.dev/metric': 'requests',
    'autoscaling.knative.dev/target': target,
    'autoscaling.knative.dev/min-scale': '1',
    'autoscaling.knative.dev/max-scale': '40',
    'autoscaling.knative.dev/prometheus-query': 'sum(rate(requests_total[1m]))',
    'autoscaling.knative.dev/extra-prometheus-triggers': JSON.stringify([
      window('morning', '40 6 * * *', '15 11 * * *', '30'),
      window('noon', '0 10 * * *', '0 14 * * *', '12'),
    ]),
  };
}

/** What each test of the page looks at: something of every kind. */
export function shop(): Review {
  const bounded = { ...cpu, 'autoscaling.knative.dev/max-scale': '10' };
  const cart = service('cart', bounded);
  const old = stream(
    service('checkout', requests('5')),
    cart,
    service('legacy', bounded),
    service('stock', { ...bounded, 'autoscaling.knative.dev/min-scale': '2' }),
  );
  const now = stream(
    service('checkout', requests('2275')),
    cart,
    service('free', { ...cpu, 'autoscaling.knative.dev/max-scale': '0' }),
    service('stock', { ...bounded, 'autoscaling.knative.dev/min-scale': 'many' }),
  );
  return reviewed(now, old);
}

/** As many, all changed, each with a query and two windows. */
export function many(count: number): Review {
  const all = (target: string): string =>
    stream(
      ...Array.from({ length: count }, (_, at) => {
        const annotations = requests(at % 2 === 0 ? target : '7');
        return service(`service-${String(at).padStart(4, '0')}`, {
          ...annotations,
          'autoscaling.knative.dev/prometheus-query': `sum(rate(requests_total{app="service-${at}"}[1m]))`,
        });
      }),
    );
  return reviewed(all('9'), all('5'));
}
