import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { changesOf, createRepository, service } from './repository.ts';

const lacks = (name: string): boolean =>
  ['git', name].some((each) => findProgram(each) === undefined);

describe.skipIf(lacks('kustomize'))('kustomize (skipped without git, kustomize)', () => {
  test.concurrent('an overlay over a base beside it', async (context) => {
    const { folder, write, commit, reviewed } = await createRepository(context);
    write('base/kustomization.yaml', 'resources: [a.yaml]\n');
    write('base/a.yaml', service('a'));
    write('overlays/production/kustomization.yaml', 'resources: [../../base]\nnamePrefix: p-\n');
    await commit();
    write('base/a.yaml', service('a', 70));
    const args = ['--render', 'kustomize build .', '--against', 'HEAD'];
    const run = { cwd: join(folder, 'overlays/production') };
    expect(changesOf(await reviewed(args, run))).toBe('p-a revision');
  });
});

describe.skipIf(lacks('helm'))('helm (skipped without git, helm)', () => {
  test.concurrent('a chart whose values change, with a chart that is fetched first', async (context) => {
    const { write, commit, review, reviewed } = await createRepository(context);
    const chart = (name: string, more = ''): string =>
      `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${more}`;
    const dependency =
      'dependencies:\n- { name: common, version: 0.1.0, repository: "file://../common" }\n';
    write('.gitignore', 'charts/\n');
    write('common/Chart.yaml', chart('common'));
    write('common/templates/c.yaml', service('c'));
    write('shop/Chart.yaml', chart('shop', dependency));
    write('shop/values.yaml', 'target: 60\n');
    write('shop/templates/a.yaml', service('a').replace('"60"', '{{ .Values.target | quote }}'));
    await commit();
    write('shop/values.yaml', 'target: 70\n');
    const against = ['--against', 'HEAD'];
    const command = 'helm dependency update shop >/dev/null && helm template shop shop';
    const result = await reviewed(['--render', command, ...against]);
    expect(changesOf(result)).toBe('a revision, c same');
    expect(result.services[0]?.origin).toBe('shop/templates/a.yaml');
    const { status, stderr } = await review(['--render', 'helm template shop shop', ...against]);
    expect(status).toBe(4);
    expect(stderr).toMatch(/helm template shop shop\n {2}Error: .*common/s);
  });
});
