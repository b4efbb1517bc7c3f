import { describe, expect, test } from 'vitest';
import type { Cause } from '../../src/review/types.ts';
import { compared, manifest } from './change-support.ts';

const configMap = (name: string, data: Record<string, string>): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'knative-serving' },
    data,
  });

const bounded = manifest();
const query = { metric: 'rps', target: '5', 'prometheus-query': 'sum(x)' };
const asked = manifest({ template: query }).replaceAll('hello', 'asked');
const unbounded = manifest()
  .replaceAll('hello', 'open')
  .replace('"autoscaling.knative.dev/max-scale":"10",', '');
const unclassed = manifest()
  .replaceAll('hello', 'plain')
  .replace('"autoscaling.knative.dev/class":"hpa.autoscaling.knative.dev",', '');
const all = [bounded, asked, unbounded, unclassed];

function causes(before: string, now: string, services = all): readonly Cause[] | undefined {
  const stream = (config: string, texts: readonly string[]): string =>
    [config, ...texts].join('\n---\n');
  return compared(stream(before, all), stream(now, services)).causes;
}

const autoscaler = (data: Record<string, string>): string => configMap('config-autoscaler', data);

describe('a setting of the cluster', () => {
  test('is told with the Services that it changes', () => {
    const classed = { 'pod-autoscaler-class': 'hpa.autoscaling.knative.dev' };
    expect(
      causes(
        autoscaler({ ...classed, 'max-scale': '10' }),
        autoscaler({ ...classed, 'max-scale': '20' }),
      ),
    ).toEqual([
      { setting: 'config-autoscaler max-scale', old: 10, new: 20, services: ['demo/open'] },
    ]);
    expect(causes(autoscaler({}), autoscaler(classed))).toEqual([
      {
        setting: 'config-autoscaler pod-autoscaler-class',
        old: 'kpa.autoscaling.knative.dev',
        new: 'hpa.autoscaling.knative.dev',
        services: ['demo/plain'],
      },
    ]);
  });

  test('has its name with the ConfigMap', () => {
    const address = 'autoscaler.keda.prometheus-address';
    const config = (value: string): string =>
      configMap('config-autoscaler-keda', { [address]: value });
    expect(causes(config('http://a:9090'), config('http://b:9090'))).toEqual([
      {
        setting: `config-autoscaler-keda ${address}`,
        old: 'http://a:9090',
        new: 'http://b:9090',
        services: ['demo/asked'],
      },
    ]);
  });

  test('that no Service feels is none, nor is one beside edits of the Service itself', () => {
    expect(causes(autoscaler({}), autoscaler({ 'initial-scale': '3' }))).toBeUndefined();
    const edited = unbounded.replace('hello:1', 'hello:2').replace('open:1', 'open:2');
    expect(edited).not.toBe(unbounded);
    const rest = [bounded, asked, edited, unclassed];
    expect(
      causes(autoscaler({ 'max-scale': '10' }), autoscaler({ 'max-scale': '20' }), rest),
    ).toBeUndefined();
  });

  test('that gets Services refused is told too', () => {
    expect(
      causes(autoscaler({}), autoscaler({ 'max-scale-limit': '5', 'max-scale': '5' })),
    ).toMatchObject([
      { setting: 'config-autoscaler max-scale', services: ['demo/open'] },
      {
        setting: 'config-autoscaler max-scale-limit',
        services: ['demo/asked', 'demo/hello', 'demo/plain'],
      },
    ]);
  });
});
