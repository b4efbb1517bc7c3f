import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import type { Ended } from '../support/revcast.ts';
import { missing, type Registry, startRegistry } from './registry.ts';
import { createRepository, lock, type Repository, setTarget } from './repository.ts';

interface Place {
  readonly registry: Registry;
  readonly repository: Repository;
  readonly publish: (env?: Record<string, string>) => Promise<Ended>;
}

async function createPlace(context: TestContext): Promise<Place> {
  const [registry, repository] = await Promise.all([
    startRegistry(context),
    createRepository(context),
  ]);
  const settings = { ARTIFACT: `oci://${registry.address}/shop`, OVERLAY: 'app' };
  const publish: Place['publish'] = async (env = {}) =>
    await repository.bash('ci/publish.sh', { ...settings, ...env });
  return { registry, repository, publish };
}

describe.skipIf(missing !== '')(`publish.sh (skipped without crane, flux, kustomize, git)`, () => {
  test.concurrent('pushes both halves as revcast renders them', async (context) => {
    const { registry, repository, publish } = await createPlace(context);
    const commit = await repository.git('rev-parse', 'HEAD');
    expect(await publish()).toMatchObject({ status: 0 });
    expect(await registry.artifacts()).toEqual([`shop:${commit.slice(0, 12)}`, 'shop:main'].sort());
    const half = async (name: string): Promise<string> =>
      (
        await repository.bash(
          `kustomize build app | revcast render --lock app/revcast.lock.yaml --host flux --split ${name}`,
        )
      ).stdout;
    const files = await registry.pull('shop:main');
    expect(files).toEqual({
      'services/services.yaml': await half('services'),
      'scaledobjects/scaledobjects.yaml': await half('scaledobjects'),
    });
    expect(files['services/services.yaml']).toContain('kind: Service\n');
    expect(files['scaledobjects/scaledobjects.yaml']).toContain('name: checkout-00001\n');
    expect(await registry.annotations('shop:main')).toMatchObject({
      'org.opencontainers.image.revision': `main@sha1:${commit}`,
      'org.opencontainers.image.source': 'https://example.com/shop.git',
    });
  });

  test.concurrent('pushes the same artifact again, in whatever environment', async (context) => {
    const { registry, repository, publish } = await createPlace(context);
    await publish();
    const digest = await registry.digest('shop:main');
    await repository.bash('umask 077; touch -d 2020-01-01 app/*; chmod 600 app/*.yaml');
    await repository.bash('umask 077; ci/publish.sh', {
      ARTIFACT: `oci://${registry.address}/again`,
      OVERLAY: 'app',
      TAG: 'latest',
      TZ: 'Asia/Tokyo',
    });
    expect(await registry.digest('again:latest')).toBe(digest);
  });

  test.concurrent('moves the tag with a change', async (context) => {
    const { registry, repository, publish } = await createPlace(context);
    await publish();
    setTarget(repository, '"80"');
    await lock(repository);
    await repository.commit();
    expect(await publish()).toMatchObject({ status: 0 });
    expect(await registry.artifacts()).toHaveLength(3);
    const files = await registry.pull('shop:main');
    expect(files['scaledobjects/scaledobjects.yaml']).toContain('name: checkout-00002\n');
  });

  test.concurrent('names the branch that CI names, and keeps the token of its clone', async (context) => {
    const { registry, repository, publish } = await createPlace(context);
    const commit = await repository.git('rev-parse', 'HEAD');
    await repository.git('checkout', '--quiet', '--detach');
    const address = 'https://ci:s3cr3t@example.com/team@work/shop.git';
    await repository.git('remote', 'set-url', 'origin', address);
    expect(await publish({ BRANCH: 'release/1' })).toMatchObject({ status: 0 });
    expect(await registry.annotations('shop:main')).toMatchObject({
      'org.opencontainers.image.revision': `release/1@sha1:${commit}`,
      'org.opencontainers.image.source': 'https://example.com/team@work/shop.git',
    });
  });

  test.concurrent.for(['services', 'scaledobjects'])(
    'Flux builds the %s',
    async (half, context) => {
      const { registry, repository, publish } = await createPlace(context);
      await publish();
      const { status, stdout, stderr } = await repository.bash(
        `mkdir pulled
       flux pull artifact oci://${registry.address}/shop:main --output pulled >&2
       flux build kustomization "$NAME" --dry-run --path pulled/${half} \
         --kustomization-file cluster/kustomizations.yaml`,
        { NAME: half === 'services' ? 'shop' : 'shop-scaledobjects' },
      );
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const kinds = [...stdout.matchAll(/^kind: (\w+)/gm)].map(([, kind]) => kind);
      expect(kinds).toEqual(half === 'services' ? ['Namespace', 'Service'] : ['ScaledObject']);
    },
  );

  const failures: readonly {
    readonly what: string;
    readonly status: number;
    readonly told: string;
    readonly make?: (repository: Repository) => Promise<void> | void;
    readonly env?: Record<string, string>;
  }[] = [
    {
      what: 'a stale lock file',
      make: (repository) => setTarget(repository, '"80"'),
      status: 3,
      told: 'to write it: kustomize build app | revcast lock --lock app/revcast.lock.yaml',
    },
    {
      what: 'no lock file',
      make: ({ folder }) => rmSync(join(folder, 'app/revcast.lock.yaml')),
      status: 3,
      told: 'shop/checkout: new, generation 1',
    },
    {
      what: 'a faulty Service',
      make: async (repository) => {
        setTarget(repository, 'sixty');
        await lock(repository);
      },
      status: 1,
      told: 'sixty',
    },
    {
      what: 'an overlay that kustomize refuses',
      make: ({ folder }) => rmSync(join(folder, 'app/checkout.yaml')),
      status: 1,
      told: 'checkout.yaml',
    },
    {
      what: 'an overlay without anything in it',
      make: ({ write }) => write('app/kustomization.yaml', 'namePrefix: a\n'),
      status: 4,
      told: 'empty',
    },
    {
      what: 'no kustomize',
      make: ({ without }) => without('kustomize'),
      status: 127,
      told: 'kustomize',
    },
    { what: 'no revcast', make: ({ without }) => without('revcast'), status: 127, told: 'revcast' },
    { what: 'no flux', make: ({ without }) => without('flux'), status: 127, told: 'flux' },
    { what: 'no address', env: { ARTIFACT: '' }, status: 1, told: 'say where to push' },
    {
      what: 'no branch',
      make: async ({ git }) => void (await git('checkout', '--quiet', '--detach')),
      status: 1,
      told: 'BRANCH: is not set, and no branch is checked out',
    },
    {
      what: 'no source',
      make: async ({ git }) => void (await git('remote', 'remove', 'origin')),
      status: 2,
      told: 'origin',
    },
  ];
  test.concurrent.for(failures)('pushes nothing with $what', async (failure, context) => {
    const { registry, repository, publish } = await createPlace(context);
    await failure.make?.(repository);
    const { status, stderr } = await publish(failure.env);
    expect({ status, stderr }).toMatchObject({
      status: failure.status,
      stderr: expect.stringContaining(failure.told),
    });
    expect(await registry.artifacts()).toEqual([]);
  });
});
