import { describe, expect, test } from 'vitest';
import { pathText } from '../../src/diagnostics/words.ts';
import type { JsonObject } from '../../src/json.ts';
import { listOf, renderText, type ServiceOf, service } from './support.ts';

const internal = 'internal.config.kubernetes.io';
const hashed = { [`${internal}/needsHashSuffix`]: 'enabled' };

function object(kind: string, name: string, annotations: object, namespace?: string): JsonObject {
  const metadata = { name, annotations: { ...annotations }, ...(namespace && { namespace }) };
  return { apiVersion: 'v1', kind, metadata };
}

const generated = [object('ConfigMap', 'settings', hashed), object('Secret', 'token', hashed)];

/** Where the Service has a name that kustomize changes later. */
function told(given: ServiceOf, others: readonly JsonObject[] = generated): string[] {
  const { findings } = renderText(listOf(service(given), ...others));
  return findings.map(({ code, path }) => `${code} ${pathText(path.slice(3))}`);
}

const from = (source: JsonObject): ServiceOf => ({
  container: { env: [{ name: 'A', valueFrom: source }] },
});
const mounted = (volume: JsonObject): ServiceOf => ({
  spec: { volumes: [{ name: 'v', ...volume }] },
  container: { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
});

describe('a name that kustomize gives its hash later is told where the template has it', () => {
  test.each<[string, ServiceOf, string]>([
    [
      'a variable from a ConfigMap',
      from({ configMapKeyRef: { name: 'settings', key: 'a' } }),
      'containers[0].env[0].valueFrom.configMapKeyRef.name',
    ],
    [
      'a variable from a Secret',
      from({ secretKeyRef: { name: 'token', key: 'a' } }),
      'containers[0].env[0].valueFrom.secretKeyRef.name',
    ],
    [
      'all variables of a ConfigMap',
      { container: { envFrom: [{ configMapRef: { name: 'settings' } }] } },
      'containers[0].envFrom[0].configMapRef.name',
    ],
    [
      'all variables of a Secret',
      { container: { envFrom: [{ secretRef: { name: 'token' } }] } },
      'containers[0].envFrom[0].secretRef.name',
    ],
    ['a volume', mounted({ configMap: { name: 'settings' } }), 'volumes[0].configMap.name'],
    [
      'a Secret as a volume',
      mounted({ secret: { secretName: 'token' } }),
      'volumes[0].secret.secretName',
    ],
    [
      'a projected volume',
      mounted({ projected: { sources: [{ secret: { name: 'token' } }] } }),
      'volumes[0].projected.sources[0].secret.name',
    ],
    [
      'a pull secret',
      { spec: { imagePullSecrets: [{ name: 'token' }] } },
      'imagePullSecrets[0].name',
    ],
  ])('%s', (_, given, place) => {
    expect(told(given)).toEqual([`RC6026 ${place}`]);
  });
});

const variable = from({ secretKeyRef: { name: 'token', key: 'a' } });

describe('so is a name that kustomize has changed and not yet corrected', () => {
  const prefixed = { [`${internal}/previousNames`]: 'token,p-token' };

  test('the first one', () => {
    expect(told(variable, [object('Secret', 'x-p-token', prefixed)])).toHaveLength(1);
  });

  test('but not the one that it has', () => {
    expect(told(variable, [object('Secret', 'token', prefixed)])).toEqual([]);
  });
});

describe('nothing is told', () => {
  test.each<[string, ServiceOf, JsonObject[]]>([
    ['of another object of the name', variable, [object('ConfigMap', 'token', hashed)]],
    ['of another name', variable, [object('Secret', 'other', hashed)]],
    ['of another namespace', variable, [object('Secret', 'token', hashed, 'else')]],
    ['of an object that keeps its name', variable, [object('Secret', 'token', {})]],
    [
      'of a Service that is left alone',
      { ...variable, annotations: { 'revcast.dev/mode': 'skip' } },
      generated,
    ],
  ])('%s', (_, given, others) => {
    expect(told(given, others)).toEqual([]);
  });
});
