import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { writeDirectory } from '../../src/commands/write-directory.ts';
import { componentFiles, componentMark } from '../../src/gitops/component.ts';
import { render } from '../../src/render.ts';
import type { Settings } from '../../src/settings.ts';
import { findProgram } from '../support/programs.ts';

const service = `\
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        autoscaling.knative.dev/metric: rps
        autoscaling.knative.dev/target: "50"
        autoscaling.knative.dev/prometheus-query: sum(rate(requests{revision="{{ .revisionName }}"}[1m]))
    spec:
      containers:
        - image: example.com/checkout
`;
const own = `\
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: search
spec:
  scaleTargetRef: {apiVersion: serving.knative.dev/v1, kind: Service, name: search}
  triggers:
    - type: cron
      metadata: {timezone: Europe/Oslo, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "10"}
`;
const stream = `${service}---\n${service.replaceAll('checkout', 'search')}---\n${own}`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'revcast-component-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(text: string, settings: Partial<Settings> = {}): unknown {
  const { outcomes, findings } = render([{ name: 'a.yaml', text }], settings);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return writeDirectory(join(root, 'scaling'), componentFiles(outcomes));
}

describe.runIf(findProgram('kubectl'))('kubectl (skipped when it is not found) builds', () => {
  function build(text: string): unknown[] {
    writeFileSync(join(root, 'all.yaml'), text);
    const index = { resources: ['all.yaml'], components: ['scaling'] };
    writeFileSync(join(root, 'kustomization.yaml'), JSON.stringify(index));
    const built = execFileSync('kubectl', ['kustomize', root], { encoding: 'utf8' });
    return objects(built);
  }

  function objects(text: string): unknown[] {
    return parseAllDocuments(text)
      .map((document) => document.toJS())
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  function key(object: { kind: string; metadata: { name: string } }): string {
    return `${object.kind}/${object.metadata.name}`;
  }

  test.each<[string, Partial<Settings>]>([
    ['generated and own ScaledObjects', {}],
    ['taken over', { takeover: true }],
    ['pinned', { revisionNames: 'pin', host: 'argocd' }],
  ])('what the stream has: %s', (_, settings) => {
    const { output } = render([{ name: 'a.yaml', text: stream }], settings);
    write(stream, settings);
    expect(build(stream)).toEqual(objects(output.join('')));
  });

  test('nothing, where there is nothing to scale', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n';
    write(text);
    expect(build(text)).toHaveLength(1);
  });

  test('the component that switches automatic creation off sets its key and no other', () => {
    cpSync('kustomize', join(root, 'scaling/..'), { recursive: true });
    const config = { 'autoscaler.keda.prometheus-address': 'http://prometheus:9090' };
    const metadata = { name: 'config-autoscaler-keda', namespace: 'knative-serving' };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: config };
    writeFileSync(join(root, 'all.yaml'), JSON.stringify(object));
    const index = { resources: ['all.yaml'], components: ['autocreate-off'] };
    writeFileSync(join(root, 'kustomization.yaml'), JSON.stringify(index));
    const built = execFileSync('kubectl', ['kustomize', root], { encoding: 'utf8' });
    const data = { ...config, 'autoscaler.keda.scaledobject-autocreate': 'false' };
    expect(objects(built)).toEqual([{ ...object, data }]);
  });
});

describe('the directory', () => {
  test('has a file for each Service, named alike for every revision', () => {
    write(service.replace('name: checkout', 'name: checkout\n  namespace: shop'));
    expect(readdirSync(join(root, 'scaling')).sort()).toEqual([
      'kustomization.yaml',
      'shop.checkout.scaledobject.yaml',
    ]);
  });

  test('loses what it no longer needs, and nothing of others', () => {
    expect(write(stream)).toEqual({ changed: 2 });
    writeFileSync(join(root, 'scaling/mine.yaml'), 'a: 1\n');
    mkdirSync(join(root, 'scaling/folder.yaml'));
    expect(
      write(
        own
          .replace('kind: Service', 'kind: Deployment')
          .replace('serving.knative.dev/v1', 'apps/v1'),
      ),
    ).toEqual({ changed: 2 });
    expect(readdirSync(join(root, 'scaling')).sort()).toEqual([
      'folder.yaml',
      'kustomization.yaml',
      'mine.yaml',
    ]);
  });

  test('is not touched when nothing changes', () => {
    write(stream);
    expect(write(stream)).toEqual({ changed: 0 });
  });

  test('is refused when somebody else wrote the kustomization', () => {
    mkdirSync(join(root, 'scaling'));
    const path = join(root, 'scaling/kustomization.yaml');
    writeFileSync(path, 'resources: []\n');
    expect(write(stream)).toEqual({ failure: `${path}: not written by revcast, and so kept` });
    expect(readdirSync(join(root, 'scaling'))).toEqual(['kustomization.yaml']);
    expect(readFileSync(path, 'utf8')).toBe('resources: []\n');
  });

  test('marks every file as generated', () => {
    write(stream);
    for (const name of readdirSync(join(root, 'scaling'))) {
      expect(readFileSync(join(root, 'scaling', name), 'utf8')).toMatch(
        new RegExp(`^${componentMark}`),
      );
    }
  });
});
