import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { type Ended, revcast } from '../support/revcast.ts';
import { itemsIn, listOf, resultsIn, service } from './support.ts';

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'revcast-krm-'));
  writeFileSync(join(cwd, 'cluster.yaml'), configMap('{min-scale: "3"}'));
});

afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function configMap(data: string): string {
  const metadata = '{name: config-autoscaler, namespace: knative-serving}';
  return `{apiVersion: v1, kind: ConfigMap, metadata: ${metadata}, data: ${data}}\n`;
}

/** The list with a functionConfig of revcast's own kind. */
function configured(list: string, spec: JsonObject): string {
  const config = {
    apiVersion: 'revcast.dev/v1alpha1',
    kind: 'Render',
    metadata: { name: 'c' },
    spec,
  };
  return JSON.stringify({ ...JSON.parse(list), functionConfig: config });
}

async function krm(stdin: string, ...args: string[]): Promise<Ended> {
  return await revcast(['krm', ...args], { cwd, stdin });
}

const web = service({ namespace: 'team' });

test('the ScaledObject stands behind its Service', async () => {
  const { status, stdout, stderr } = await krm(listOf(web, { apiVersion: 'v1', kind: 'Pod' }));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(itemsIn(stdout).map(({ kind }) => kind)).toEqual(['Service', 'ScaledObject', 'Pod']);
  expect(JSON.parse(stdout)).not.toHaveProperty('results');
});

test('a faulty Service fails, and the host gets the items as they came and the results', async () => {
  const annotations = {
    'internal.config.kubernetes.io/path': 'a/web.yaml',
    'config.kubernetes.io/index': '2',
  };
  const template = { 'autoscaling.knative.dev/min-scale': 'many' };
  const list = listOf(web, service({ name: 'bad', namespace: 'team', annotations, template }));
  const { status, stdout, stderr } = await krm(list);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^error RC2101 Service team\/bad \(a\/web\.yaml\) spec\.template\.metadata\.annotations\["autoscaling\.knative\.dev\/min-scale"\]: .* is "many", .*\nrevcast: 2 Knative Services: 1 generated, 1 refused; 1 error; no item is changed\n$/,
  );
  expect(itemsIn(stdout)).toEqual(itemsIn(list));
  expect(resultsIn(stdout)).toEqual([
    {
      message: expect.stringMatching(/is "many", where .* is expected\. Write .*\.$/),
      severity: 'error',
      resourceRef: {
        apiVersion: 'serving.knative.dev/v1',
        kind: 'Service',
        namespace: 'team',
        name: 'bad',
      },
      field: { path: 'spec.template.metadata.annotations["autoscaling.knative.dev/min-scale"]' },
      file: { path: 'a/web.yaml', index: 2 },
      tags: { code: 'RC2101' },
    },
  ]);
});

test('a warning is a result, too', async () => {
  const template = { 'autoscaling.knative.dev/min-scal': '1' };
  const { status, stdout, stderr } = await krm(listOf(service({ template })));
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^warning RC2/) });
  expect(resultsIn(stdout)).toEqual([expect.objectContaining({ severity: 'warning' })]);
  expect(itemsIn(stdout)).toHaveLength(2);
});

test('an item that cannot be read is told by its place in the list', async () => {
  const list = `kind: ResourceList\nitems:\n- a: 1\n- apiVersion: serving.knative.dev/v1\n  kind: a\n  kind: b\n`;
  const { status, stdout, stderr } = await krm(list);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^items\[1\]:3:1: error RC1003: the key "kind" is there twice/),
  });
  expect(stdout.startsWith(`${list}results:\n- message: `)).toBe(true);
});

describe('the functionConfig', () => {
  test('is heeded, and flags win over it', async () => {
    const list = configured(listOf(web), { host: 'flux', takeover: true });
    const { stdout } = await krm(list, '--host=argocd');
    expect(stdout).toContain('argocd.argoproj.io/sync-options');
    expect(stdout).not.toContain('toolkit.fluxcd.io');
    expect(stdout).toContain('autoscaling.knative.dev/scaled-object-auto-create');
  });

  test.each<[string, JsonObject]>([
    ['as a file of the working directory', { clusterConfig: ['cluster.yaml'] }],
    [
      'as an object',
      {
        clusterConfigMaps: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'config-autoscaler', namespace: 'knative-serving' },
            data: { 'min-scale': '3' },
          },
        ],
      },
    ],
  ])('has the settings of the cluster %s', async (_, spec) => {
    const { stdout } = await krm(configured(listOf(web), spec));
    expect(stdout).toContain('"minReplicaCount":3');
  });

  test('fails with results when it is wrong', async () => {
    const list = configured(listOf(web), { hosts: 'flux' });
    const { status, stdout, stderr } = await krm(list);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'error RC1803 Render c spec.hosts: "hosts" is not a setting of revcast krm. Did you mean host?\n' +
        'revcast: 1 error; no item is changed\n',
    });
    expect(itemsIn(stdout)).toEqual([web]);
    expect(resultsIn(stdout)).toEqual([
      expect.objectContaining({
        resourceRef: { apiVersion: 'revcast.dev/v1alpha1', kind: 'Render', name: 'c' },
        field: { path: 'spec.hosts' },
      }),
    ]);
  });
});

describe('nothing is written when', () => {
  test.each<[string, string, string[], number, RegExp]>([
    [
      'the input is no ResourceList',
      'a: 1\n',
      [],
      1,
      /^<stdin>:1:1: error RC1801: .*; nothing is written\n$/s,
    ],
    ['the input is empty', '', [], 1, /error RC1801: .* found nothing/],
    ['the input is no text', '\0', [], 1, /error RC1902/],
    [
      'a flag is unknown',
      listOf(),
      ['--hosts=x'],
      2,
      /unknown flag --hosts \(did you mean --host\?\)/,
    ],
    ['a path is given', listOf(), ['a.yaml'], 2, /revcast render takes a PATH/],
    [
      'a file is missing',
      configured(listOf(web), { lock: 'no.lock' }),
      [],
      4,
      /^revcast: no\.lock: no such file/,
    ],
  ])('%s', async (_, stdin, args, exitCode, message) => {
    const { status, stdout, stderr } = await krm(stdin, ...args);
    expect({ status, stdout }).toEqual({ status: exitCode, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

test('findings are one JSON object a line when asked, as for every command', async () => {
  const template = { 'autoscaling.knative.dev/min-scal': '1' };
  const { stderr } = await krm(listOf(service({ template })), '--diagnostics=json');
  expect(JSON.parse(stderr)).toMatchObject({ severity: 'warning', object: { name: 'web' } });
});
