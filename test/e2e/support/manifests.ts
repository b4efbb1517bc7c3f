import { stringify } from 'yaml';

export interface ServiceSettings {
  readonly image?: string;
  /** Requests for each second, as Prometheus tells them: 5 for each replica. */
  readonly load?: number;
  readonly min?: number;
  readonly cpu?: boolean;
  readonly own?: Readonly<Record<string, string>>;
  readonly template?: Readonly<Record<string, string>>;
  readonly traffic?: readonly object[];
}

/** A Knative Service of class hpa, as somebody writes it. */
export function service(
  name: string,
  prometheus: string,
  {
    image = 'example.com/app:1',
    load = 1,
    min = 1,
    cpu,
    own,
    template,
    traffic,
  }: ServiceSettings = {},
): string {
  const key = (suffix: string): string => `autoscaling.knative.dev/${suffix}`;
  const metric = cpu
    ? { [key('metric')]: 'cpu', [key('target')]: '70' }
    : {
        [key('metric')]: 'requests',
        [key('target')]: '5',
        [key('prometheus-address')]: prometheus,
        [key('prometheus-query')]: `rate{revision="{{ .revisionName }}"} or vector(${load})`,
      };
  const annotations = {
    [key('class')]: 'hpa.autoscaling.knative.dev',
    [key('min-scale')]: `${min}`,
    [key('max-scale')]: '9',
    ...metric,
    ...template,
  };
  return stringify({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, ...(own && { annotations: own }) },
    spec: {
      template: {
        metadata: { annotations },
        spec: { containers: [{ image, resources: { requests: { cpu: '100m' } } }] },
      },
      ...(traffic && { traffic }),
    },
  });
}
