import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { findProgram } from '../support/programs.ts';
import type { Ended } from '../support/revcast.ts';
import { createRepository, lock, type Repository, setTarget } from './repository.ts';

const lacking = ['kustomize', 'git'].some((name) => findProgram(name) === undefined);

interface Change {
  readonly repository: Repository;
  readonly review: () => Promise<Ended>;
}

/** A change of the example, beside a checkout of what it was before. */
async function createChange(context: TestContext): Promise<Change> {
  const repository = await createRepository(context);
  await repository.git('worktree', 'add', '--quiet', '--detach', '../base');
  const review: Change['review'] = async () =>
    await repository.bash('ci/review.sh ../base', { OVERLAY: 'app' });
  return { repository, review };
}

describe.skipIf(lacking)('review.sh (skipped without kustomize, git)', () => {
  test.concurrent('begins with a mark, by which its comment is found again', async (context) => {
    const { review } = await createChange(context);
    expect((await review()).stdout).toMatch(/^<!-- revcast: app -->\n### ScaledObjects of app\n/);
  });

  test.concurrent('says that nothing changes', async (context) => {
    const { repository, review } = await createChange(context);
    repository.edit('app/checkout.yaml', (text) => `# a comment\n${text}`);
    const { status, stdout } = await review();
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/\n\nNothing changes\.\n$/),
    });
  });

  test.concurrent('shows how ScaledObjects change', async (context) => {
    const { repository, review } = await createChange(context);
    setTarget(repository, '"80"');
    await lock(repository);
    const { status, stdout } = await review();
    expect(status).toBe(0);
    expect(stdout).toContain('<details><summary>What changes</summary>\n\n```diff\n--- before\n');
    expect(stdout).toContain('\n-  name: checkout-00001\n+  name: checkout-00002\n');
    expect(stdout).toContain('\n-      value: "60"\n+      value: "80"\n');
    expect(stdout).not.toContain('lock file');
  });

  test.concurrent('fails with a stale lock file, and says how to write it', async (context) => {
    const { repository, review } = await createChange(context);
    setTarget(repository, '"80"');
    const { status, stdout } = await review();
    expect(status).toBe(3);
    const [, command = ''] = /not up to date\. Commit it after\n\n {4}(.*)\n\n/.exec(stdout) ?? [];
    expect(stdout).toContain('shop/checkout: generation 1 → 2');
    expect(await repository.bash(command)).toMatchObject({ status: 0 });
    expect(await review()).toMatchObject({ status: 0 });
  });

  test.concurrent('fails with a faulty Service, and shows the findings', async (context) => {
    const { repository, review } = await createChange(context);
    setTarget(repository, 'sixty');
    const { status, stdout } = await review();
    expect(status).toBe(1);
    expect(stdout).toContain('They can not be rendered.\n\n<details>');
    expect(stdout).toContain('checkout.yaml');
    expect(stdout).toContain('sixty');
  });

  test.concurrent('shows everything where the overlay is new', async (context) => {
    const { repository, review } = await createChange(context);
    await repository.bash('rm -r ../base/app');
    const { status, stdout } = await review();
    expect(status).toBe(0);
    expect(stdout).toContain('What this is merged into can not be rendered');
    expect(stdout).toContain('\n+  name: checkout-00001\n');
  });

  test.concurrent('compares nothing with itself where the base is missing', async (context) => {
    const { repository } = await createChange(context);
    const { status, stdout } = await repository.bash('ci/review.sh ../none', { OVERLAY: 'app' });
    expect(status).toBe(0);
    expect(stdout).toContain('What this is merged into can not be rendered');
    expect(stdout).not.toContain('Nothing changes');
  });

  test.concurrent('shows ScaledObjects of the user, too', async (context) => {
    const { repository, review } = await createChange(context);
    repository.edit('app/kustomization.yaml', (text) => `${text}  - own.yaml\n`);
    const scaleTargetRef = { apiVersion: 'serving.knative.dev/v1', kind: 'Service' };
    const own = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'checkout', namespace: 'shop' },
      spec: {
        scaleTargetRef: { ...scaleTargetRef, name: 'checkout' },
        minReplicaCount: 3,
        triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } }],
      },
    };
    repository.write('app/own.yaml', JSON.stringify(own));
    const { status, stdout } = await review();
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toContain('\n+  minReplicaCount: 3\n');
  });

  test.concurrent('lets nothing that is shown end its fence', async (context) => {
    const { repository, review } = await createChange(context);
    const overlay = `metadata: { annotations: { note: "a\\n\`\`\`\`\\n<h1>b</h1>" } }`;
    repository.edit(
      'app/kustomization.yaml',
      (text) => `${text}patches: [{ target: { kind: Service }, path: own.yaml }]\n`,
    );
    repository.write('app/own.yaml', metadataPatch({ 'revcast.dev/scaled-object': overlay }));
    await lock(repository);
    const { status, stdout } = await review();
    expect(status).toBe(0);
    const [, fence = ''] = /\n(`+)diff\n/.exec(stdout) ?? [];
    const longest = Math.max(
      ...[...stdout.replaceAll(fence, '').matchAll(/`+/g)].map(([{ length }]) => length),
    );
    expect(longest).toBe(4);
    expect(fence.length).toBeGreaterThan(longest);
    expect(stdout.split(fence)).toHaveLength(3);
  });

  test.concurrent('is cut to what a comment can hold', async (context) => {
    const { repository, review } = await createChange(context);
    const names = Array.from({ length: 200 }, (_, index) => `s${index}`);
    const { folder, edit } = repository;
    const resources = names.map((name) => `  - ${name}.yaml\n`).join('');
    edit('app/kustomization.yaml', (text) => `${text}${resources}`);
    edit('app/checkout.yaml', (text) => {
      for (const name of names) {
        writeFileSync(join(folder, 'app', `${name}.yaml`), text.replace('checkout', name));
      }
      return text;
    });
    await lock(repository);
    const { status, stdout } = await review();
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n… cut here\n```\n\n<\/details>\n\n$/);
    expect(stdout.length).toBeLessThan(65_536 / 2);
    expect(stdout.length).toBeGreaterThan(20_000);
  });
});

function metadataPatch(annotations: Readonly<Record<string, string>>): string {
  return JSON.stringify({ kind: 'Service', metadata: { name: 'any', annotations } });
}
