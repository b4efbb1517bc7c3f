import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findModule } from '../support/modules.ts';
import { argument, copiesOf, stageOf, stages, textsOf } from './dockerfile.ts';

const { version, engines } = JSON.parse(readFileSync('package.json', 'utf8'));
const argocd = findModule('argo-cd');
const missing = argocd === undefined ? ' (skipped: needs its sources)' : '';

/** A container's securityContext, with that of its Pod, in a file of kustomize/. */
function security(path: string): Record<string, unknown> {
  const { spec } = parse(readFileSync(path, 'utf8')).spec.template;
  return { ...spec.securityContext, ...spec.containers.at(-1).securityContext };
}

describe('the context', () => {
  const copied = stages
    .flatMap(copiesOf)
    .flatMap(({ from, sources }) => (from === undefined ? sources : []));

  test('every file that is copied is there', () => {
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('has what is copied and nothing else', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);
    expect(ignored.slice(1)).toEqual(['*', ...copied.map((path) => `!${path}`).sort()]);
  });
});

describe('versions', () => {
  test('the image is that of the package', () => {
    expect(argument('VERSION')).toBe(version);
  });

  test('Node is one that the package runs on, in both images that have it', () => {
    const [least] = /\d+/.exec(engines.node) ?? [];
    expect(Number(argument('NODE_VERSION'))).toBeGreaterThanOrEqual(Number(least));
    expect(stageOf('build').base).toContain(`/node:\${NODE_VERSION}-`);
    expect(stageOf('revcast').base).toMatch(/\/nodejs\$\{NODE_VERSION\}-debian13:nonroot$/);
  });

  test.skipIf(argocd === undefined)(`helm and kustomize are those of Argo CD${missing}`, () => {
    const text = readFileSync(join(argocd ?? '', 'hack/tool-versions.sh'), 'utf8');
    const version = readFileSync(join(argocd ?? '', 'VERSION'), 'utf8').trim();
    expect(text).toContain(`\nhelm4_version=${argument('HELM_VERSION')}\n`);
    expect(text).toContain(`\nkustomize5_version=${argument('KUSTOMIZE_VERSION')}\n`);
    expect(readFileSync('Dockerfile', 'utf8')).toContain(`Argo CD v${version} (hack/`);
  });

  test('both programs are built with the versions that are given', () => {
    const [kustomize, helm] = textsOf(stageOf('programs'), 'RUN');
    expect(kustomize).toContain(' version=v$' + '{KUSTOMIZE_VERSION} ');
    expect(helm).toContain(' version=v$' + '{HELM_VERSION} ');
  });
});

describe('who runs it', () => {
  test('is the user of kustomize/fixer', () => {
    const { runAsUser, runAsGroup } = security('kustomize/fixer/deployment.yaml');
    expect(textsOf(stageOf('revcast'), 'USER')).toEqual([`${runAsUser}:${runAsGroup}`]);
  });

  test('is in the sidecar the user of kustomize/argocd', () => {
    const { runAsUser } = security('kustomize/argocd/sidecar.yaml');
    expect(textsOf(stageOf('argocd'), 'USER')).toEqual([`${runAsUser}:${runAsUser}`]);
  });
});

test('what is built without --target is the image for CI and the fixer', () => {
  expect(stages.at(-1)).toEqual({ name: '', base: 'revcast', steps: [] });
});

test('plugin.yaml is where Argo CD looks, beside the folder of the sockets', () => {
  const copy = copiesOf(stageOf('argocd')).find(({ from }) => from === undefined);
  expect(copy).toMatchObject({ sources: ['plugin.yaml'] });
  expect(copy?.to).toBe('/home/argocd/cmp-server/config/plugin.yaml');
});
