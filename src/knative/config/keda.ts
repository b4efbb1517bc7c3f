import type { Read } from '../strings.ts';
import type { Cluster, StringMap } from '../types.ts';
import { bool, readSettings, string } from './setting.ts';

const settings = {
  'autoscaler.keda.prometheus-address': string('http://prometheus-operated.default.svc:9090'),
  'autoscaler.keda.scaledobject-autocreate': bool(true),
};

/** ConfigMap `config-autoscaler-keda`, the extension's. */
export function readKeda(data: StringMap): Read<Pick<Cluster, 'prometheusAddress' | 'autoCreate'>> {
  const { values, problems } = readSettings(settings, [], data);
  const value = {
    prometheusAddress: values['autoscaler.keda.prometheus-address'],
    autoCreate: values['autoscaler.keda.scaledobject-autocreate'],
  };
  return { value, problems };
}
