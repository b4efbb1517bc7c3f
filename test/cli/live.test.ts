import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, revcast } from '../support/revcast.ts';

const service = (annotations: string): string => `\
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: one, namespace: shop}
spec:
  template:
    metadata: {annotations: {${annotations}}}
    spec: {containers: [{image: example.com/app, resources: {requests: {cpu: 100m}}}]}
`;
const hpa = service('autoscaling.knative.dev/class: hpa.autoscaling.knative.dev');

let cwd: string;

/** Of a cluster that isn't there: nothing listens on port 1. */
const kubeconfig = {
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'gone',
  contexts: [{ name: 'gone', context: { cluster: 'gone', user: 'me' } }],
  clusters: [{ name: 'gone', cluster: { server: 'http://127.0.0.1:1' } }],
  users: [{ name: 'me', user: { token: 't' } }],
};

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'revcast-live-'));
  writeFileSync(join(cwd, 'gone.kubeconfig'), JSON.stringify(kubeconfig));
});

afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function run(stdin: string, ...args: string[]): Promise<Ended> {
  return revcast(args, { cwd, stdin, env: { KUBECONFIG: join(cwd, 'gone.kubeconfig') } });
}

describe('without a cluster to ask, nothing is written', () => {
  test.each([
    ['render', ['render', '--predict', 'live'], /^revcast: the cluster cannot be reached: .+\n$/],
    ['lock', ['lock', '--predict', 'live'], /^revcast: the cluster cannot be reached: .+\n$/],
    [
      'lock --from-cluster',
      ['lock', '--from-cluster'],
      /^revcast: the cluster cannot be reached: .+\n$/,
    ],
    ['lock --from-cluster --check', ['lock', '--from-cluster', '--check'], /cannot be reached/],
    [
      'a kubeconfig that isn’t there',
      ['render', '--predict', 'live', '--kubeconfig', 'no'],
      /^revcast: .*\bno\b.*no such file or directory\n$/,
    ],
    [
      'a context that isn’t there',
      ['render', '--predict', 'live', '--context', 'no'],
      /^revcast: .*context.*no/,
    ],
  ])('%s: exit code 4', async (_, args, stderr) => {
    const ended = await run(hpa, ...args);
    expect(ended).toMatchObject({ status: 4, stdout: '', stderr: expect.stringMatching(stderr) });
  });
});

describe('the cluster is only asked about what matters', () => {
  test.each([
    ['no Service at all', 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n', 0],
    ['a Service of another class', service('a.b/c: d'), 0],
    [
      'a Service that is refused anyway',
      service(
        'autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, autoscaling.knative.dev/min-scale: x',
      ),
      1,
    ],
  ])('%s', async (_, text, status) => {
    const ended = await run(text, 'render', '--predict', 'live');
    expect(ended).toMatchObject({ status, stdout: status === 0 ? text : '' });
    expect(ended.stderr).not.toContain('reached');
  });
});

test('what is there and what would be are two questions', async () => {
  const ended = await run(hpa, 'lock', '--from-cluster', '--predict', 'live');
  expect(ended).toMatchObject({ status: 2, stderr: expect.stringMatching(/--predict live/) });
});
