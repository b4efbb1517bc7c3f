import { chmodSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderWith, namesIn } from '../argocd/applications.ts';
import { fakeApi } from '../support/fake-api.ts';
import { type Ended, ended, revcast } from '../support/revcast.ts';
import { stageOf, textsOf } from './dockerfile.ts';
import { canEnter, cannot, entering, type Inside } from './enter.ts';
import { makeRoot, type Root } from './root.ts';

let root: Root;

beforeAll(async () => {
  if (canEnter) root = await makeRoot();
});
afterAll(() => root?.remove());

interface Run extends Partial<Inside> {
  readonly stdin?: string;
}

/** As the user of the image, if nobody says another. */
async function run(line: readonly string[], { stdin = '', ...inside }: Run = {}): Promise<Ended> {
  const [user = ''] = textsOf(stageOf('revcast'), 'USER');
  const args = entering(root.path, line, { user: Number.parseInt(user, 10), ...inside });
  return await ended('unshare', args, { stdin });
}

const quickstart = 'examples/quickstart/input.yaml';
const mounts = { '/work': resolve('examples/quickstart') };
const both = ['hello', 'hello-00001'];

describe.skipIf(!canEnter)(`with the files of the image alone${cannot}`, () => {
  test('manifests are rendered, and globs work', async () => {
    const { status, stdout, stderr } = await run(['revcast', 'render', '-q', 'in*.yaml'], {
      mounts,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(namesIn(stdout)).toEqual(both);
  });

  test('nothing is written outside of /tmp', async () => {
    const lock = async (path: string): Promise<Ended> =>
      await run(['revcast', 'lock', 'input.yaml', '--lock', path], { mounts });
    const refused = await lock('/revcast.lock.yaml');
    expect(refused.status).toBe(4);
    expect(refused.stderr).toContain('the file system is read-only');
    expect(await lock('/tmp/revcast.lock.yaml')).toMatchObject({ status: 0 });
  });

  test('there is no shell', async () => {
    const { status, stderr } = await run(['sh', '-c', 'true']);
    expect(status).toBe(127);
    expect(stderr).toContain('No such file');
  });

  test('helm can have it as its post-renderer', async () => {
    const stdin = readFileSync(quickstart, 'utf8');
    const { status, stdout } = await run(['revcast', 'post-render'], { stdin });
    expect(status).toBe(0);
    expect(namesIn(stdout)).toEqual(both);
  });

  test('without arguments it is a KRM function, with the lock file that is mounted, for nobody', async () => {
    const words = (instruction: string): string[] =>
      textsOf(stageOf('revcast'), instruction).flatMap((text) => JSON.parse(text));
    const items = [parse(readFileSync(quickstart, 'utf8'))];
    const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items };
    const { status, stdout, stderr } = await run([...words('ENTRYPOINT'), ...words('CMD')], {
      user: 65534,
      stdin: JSON.stringify(list),
      cwd: textsOf(stageOf('revcast'), 'WORKDIR')[0] ?? '',
      mounts: { '/work': readable({ 'revcast.lock.yaml': await lockAt(7) }) },
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const { items: made } = parse(stdout);
    expect(made.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual([
      'hello',
      'hello-00007',
    ]);
  });
});

describe.skipIf(!canEnter)(`the fixer${cannot}`, () => {
  test.each(['fixer/deployment.yaml', 'fixer-job/once/job.yaml', 'fixer-job/cron/cron-job.yaml'])(
    'is started as kustomize/%s says, and looks at a cluster',
    async (path) => {
      const { spec } = parse(readFileSync(join('kustomize', path), 'utf8'));
      const template = spec.jobTemplate?.spec.template ?? spec.template;
      const [{ command, args }] = template.spec.containers;
      const api = await fakeApi();
      const kubeconfig = readFileSync(api.kubeconfig, 'utf8');
      const once = args.includes('--once') ? [] : ['--once'];
      const { status, stderr } = await run([...command, ...args, ...once, '--listen=off'], {
        mounts: { '/work': readable({ kubeconfig }) },
        env: { KUBECONFIG: 'kubeconfig' },
      });
      await api.close();
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(api.requests).toContain('GET /apis/serving.knative.dev/v1/revisions');
    },
  );

  test.each([
    ['a kubeconfig that is not there', ['--kubeconfig=/nowhere'], '/nowhere'],
    ['no cluster, for a user without a home', [], 'there is no kubeconfig, and this is not a pod'],
  ])('says what is wrong: %s', async (_, flags, message) => {
    const { status, stderr } = await run(['revcast', 'fix', '--dry-run', ...flags]);
    expect(status).toBe(4);
    expect(stderr).toContain(message);
  });
});

/** A folder that every user can read. */
function readable(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  chmodSync(folder, 0o755);
  return folder;
}

/** A lock file that knows the Service of the quick start. */
async function lockAt(generation: number): Promise<string> {
  const lock = join(folderWith({}), 'revcast.lock.yaml');
  await revcast(['lock', '--lock', lock, quickstart]);
  return readFileSync(lock, 'utf8').replace('generation: 1\n', `generation: ${generation}\n`);
}
