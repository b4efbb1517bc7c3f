import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderWith, namesIn } from '../argocd/applications.ts';
import { blocksOf } from '../support/pages.ts';
import { ended, revcast } from '../support/revcast.ts';
import { argument, copiesOf, stageOf, textsOf } from './dockerfile.ts';
import { canEnter, cannot, entering } from './enter.ts';
import { makeRoot, type Root } from './root.ts';

const page = 'docs/image.md';
const text = readFileSync(page, 'utf8');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

let root: Root;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(() => root?.remove());

test('every ARG is documented with its default', () => {
  const rows = [...text.matchAll(/^\| (`[A-Z].*?) \| (`\S+?`)/gm)].flatMap(
    ([, names = '', value = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, value.replaceAll('`', '')]),
  );
  const given = rows.filter(([name]) => name !== 'REVISION');
  expect(given.map(([name]) => name).sort()).toEqual(
    ['GO_VERSION', 'HELM_VERSION', 'KUSTOMIZE_VERSION', 'NODE_VERSION', 'VERSION'].sort(),
  );
  for (const [name = '', value] of given) expect(value, name).toBe(argument(name));
});

test('the tags are those of the package, and the users those of the stages', () => {
  const rows = [...text.matchAll(/^\| `ghcr\.io\/revcast\/revcast:(\S+?)` \|.*\| (\d+) \|/gm)];
  const [image, sidecar] = ['revcast', 'argocd'].map((name) =>
    textsOf(stageOf(name), 'USER')[0]?.replace(/:.*/, ''),
  );
  expect(rows.map(([, tag, user]) => [tag, user])).toEqual([
    [version, image],
    [`${version}-argocd`, sidecar],
  ]);
});

test('the image with git copies what the image has', () => {
  const block = blocksOf(page).find(({ language }) => language === 'Dockerfile');
  const paths = Array.from(
    block?.text.matchAll(/^COPY --from=revcast (\S+) \1$/gm) ?? [],
    ([, path = '']) => path,
  );
  expect(paths.length).toBe(copiesOf(stageOf('argocd')).length + 1);
  expect(paths.filter((path) => !existsSync(join(root.path, path)))).toEqual([]);
});

test.skipIf(!canEnter)(`the lines with docker run do what they are for${cannot}`, async () => {
  const manifest = readFileSync('examples/quickstart/input.yaml', 'utf8');
  const folder = folderWith({ 'manifests/hello.yaml': manifest });
  chmodSync(folder, 0o755);
  await revcast(['lock', 'manifests'], { cwd: folder });
  const lines = blocksOf(page).flatMap((block) => [
    ...block.text.matchAll(/docker run --rm (-i )?-v "\$PWD:(\S+)" \S+:(\S+) ([^>\n]*)/g),
  ]);
  const printed: string[] = [];
  for (const [, input, to = '', tag, args = ''] of lines) {
    expect(tag).toBe(version);
    const [user = ''] = textsOf(stageOf('revcast'), 'USER');
    const inside = { user: Number.parseInt(user, 10), mounts: { [to]: folder } };
    const line = entering(root.path, ['revcast', ...args.trim().split(' ')], inside);
    const stdin = input === undefined ? '' : manifest;
    const { status, stdout, stderr } = await ended('unshare', line, { stdin });
    expect({ status, stderr }, args).toMatchObject({ status: 0 });
    printed.push(...namesIn(stdout));
  }
  expect(printed).toEqual(['hello', 'hello-00001']);
});
