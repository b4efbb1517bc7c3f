import { parseRequestUrl } from '../../go/url.ts';
import type { Read } from '../strings.ts';
import type { Cluster, StringMap } from '../types.ts';
import { bool, readSettings, type Setting } from './setting.ts';

/** The extension takes what `url.ParseRequestURI` takes: a scheme is enough, or a path. */
function address(fallback: string): Setting<string> {
  const parse = (text: string): string | undefined => {
    const url = parseRequestUrl(text);
    const failure = 'failure' in url ? url.failure : undefined;
    const isRefused = failure === 'malformed' || (failure === 'scheme' && !text.startsWith('/'));
    return isRefused ? undefined : text;
  };
  return { fallback, expected: 'an address such as "http://prometheus.monitoring:9090"', parse };
}

const settings = {
  'autoscaler.keda.prometheus-address': address('http://prometheus-operated.default.svc:9090'),
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
