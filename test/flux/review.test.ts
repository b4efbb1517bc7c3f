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

/** A change of the example, on top of the commit that it is to be merged into. */
async function createChange(context: TestContext): Promise<Change> {
  const repository = await createRepository(context);
  const review: Change['review'] = async () =>
    await repository.bash('ci/review.sh HEAD', { OVERLAY: 'app' });
  return { repository, review };
}

describe.skipIf(lacking)('review.sh (skipped without kustomize, git)', () => {
  test.concurrent('begins with a mark, by which its comment is found again', async (context) => {
    const { review } = await createChange(context);
    expect((await review()).stdout).toMatch(/^<!-- revcast: app -->\n/);
  });

  test.concurrent('says that nothing changes', async (context) => {
    const { repository, review } = await createChange(context);
    repository.edit('app/checkout.yaml', (text) => `# a comment\n${text}`);
    const { status, stdout } = await review();
    expect(status).toBe(0);
    expect(stdout).toContain(
      '### What changes in scaling against `HEAD`\n\n1 Service stays the same.\n',
    );
  });

  test.concurrent('shows how scaling changes', async (context) => {
    const { repository, review } = await createChange(context);
    setTarget(repository, '"80"');
    await lock(repository);
    const { status, stdout } = await review();
    expect(status).toBe(0);
    expect(stdout).toContain('`checkout-00001` → `checkout-00002`');
    expect(stdout).toContain('`cpu 60%` → `cpu 80%`');
    expect(stdout).not.toContain('The lock file');
  });

  test.concurrent('fails with a stale lock file, and says how to write it', async (context) => {
    const { repository, review } = await createChange(context);
    setTarget(repository, '"80"');
    const { status, stdout, stderr } = await review();
    expect(status).toBe(3);
    const [, command = ''] = /not up to date\. Commit it after\n\n {4}(.*)\n\n/.exec(stdout) ?? [];
    expect(stderr).toContain('shop/checkout: generation 1 → 2');
    expect(stdout).toContain('`cpu 60%` → `cpu 80%`');
    expect(await repository.bash(command)).toMatchObject({ status: 0 });
    expect(await review()).toMatchObject({ status: 0 });
  });

  test.concurrent('fails with a faulty Service, and shows the findings', async (context) => {
    const { repository, review } = await createChange(context);
    setTarget(repository, 'sixty');
    const { status, stdout } = await review();
    expect(status).toBe(1);
    expect(stdout).toContain('sixty');
    expect(stdout).not.toContain('The lock file');
  });

  test.concurrent('fails with a kustomization that can not be built', async (context) => {
    const { repository, review } = await createChange(context);
    repository.edit('app/kustomization.yaml', (text) => `${text}  - "missing\n- <b>.yaml"\n`);
    const { status, stdout } = await review();
    expect(status).toBe(4);
    const [, shown = ''] = /\n\nIt can not be reviewed\.\n\n(.*)$/s.exec(stdout) ?? [];
    expect(shown).toContain('--render ended with exit code 1: kustomize build');
    expect(shown.match(/^(?! {4}).*\S.*$/gm)).toBeNull();
  });

  test.concurrent('shows everything where the overlay is new', async (context) => {
    const { repository } = await createChange(context);
    await repository.git('rm', '-r', '--quiet', '--cached', 'app');
    await repository.git('commit', '--quiet', '--message', 'without');
    const { status, stdout } = await repository.bash('ci/review.sh HEAD', { OVERLAY: 'app' });
    expect(status).toBe(0);
    expect(stdout).toContain('HEAD is left out of the comparison');
    expect(stdout).toContain('checkout-00001');
  });

  test.concurrent('compares nothing with itself where the base is missing', async (context) => {
    const { repository } = await createChange(context);
    const { status, stdout } = await repository.bash('ci/review.sh none', { OVERLAY: 'app' });
    expect(status).toBe(4);
    expect(stdout).toContain('It can not be reviewed.');
    expect(stdout).toContain('--against "none": there is no such');
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
    expect(status).toBe(0);
    expect(stdout).toContain('`cpu 60%` → `cpu 50%`');
  });

  test.concurrent('is not longer than a comment can be', async (context) => {
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
    const { status, stdout } = await review();
    expect(status).toBe(3);
    expect(stdout.length).toBeLessThan(65_536);
    expect(stdout.length).toBeGreaterThan(20_000);
  });
});
