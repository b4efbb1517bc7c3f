import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSources, type Sources } from '../../src/manifest/sources.ts';

let root: string;
const home = process.cwd();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'revcast-sources-'));
  process.chdir(root);
});

afterEach(() => {
  process.chdir(home);
  rmSync(root, { recursive: true, force: true });
});

function put(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `# ${path}\n`);
  }
}

function read(paths: string[], stdin = '', except: string[] = []): Promise<Sources> {
  return readSources(paths, { readStdin: async () => Buffer.from(stdin), except });
}

async function names(paths: string[], except: string[] = []): Promise<string[]> {
  const { sources, failures } = await read(paths, '# piped\n', except);
  expect(failures).toEqual([]);
  return sources.map(({ name }) => name);
}

describe('what is read', () => {
  test('a directory: yaml, yml and json, sorted by bytes, at any depth', async () => {
    put('d/b.yml', 'd/a.yaml', 'd/B.json', 'd/c/x.yaml', 'd/notes.md', 'd/é.yaml', 'd/z.yaml');
    expect(await names(['d'])).toEqual([
      'd/B.json',
      'd/a.yaml',
      'd/b.yml',
      'd/c/x.yaml',
      'd/z.yaml',
      'd/é.yaml',
    ]);
  });

  test('hidden entries and node_modules are skipped', async () => {
    put('d/a.yaml', 'd/.git/b.yaml', 'd/.c.yaml', 'd/node_modules/x/y.yaml');
    expect(await names(['d'])).toEqual(['d/a.yaml']);
    expect(await names(['**/*.yaml'])).toEqual(['d/a.yaml']);
  });

  test('a file is read whatever its name when it is named', async () => {
    put('Manifest', '.hidden.yaml');
    expect(await names(['Manifest', '.hidden.yaml'])).toEqual(['Manifest', '.hidden.yaml']);
  });

  test('the order of the arguments is the order of the stream', async () => {
    put('b.yaml', 'a.yaml');
    expect(await names(['b.yaml', '-', 'a.yaml'])).toEqual(['b.yaml', '<stdin>', 'a.yaml']);
  });

  test('a glob finds manifests only, and directories are read as if they were named', async () => {
    put('apps/one/a.yaml', 'apps/two/b.json', 'apps/README.md', 'apps/c.yml');
    expect(await names(['apps/*'])).toEqual(['apps/c.yml', 'apps/one/a.yaml', 'apps/two/b.json']);
    expect(await names(['apps/{two,one}/*.json'])).toEqual(['apps/two/b.json']);
  });

  test('a name with glob characters that exists is no glob', async () => {
    put('a[1].yaml', 'a1.yaml');
    expect(await names(['a[1].yaml'])).toEqual(['a[1].yaml']);
  });

  test('a file that is named twice, directly, by a glob or by a link, is read once', async () => {
    put('d/a.yaml');
    symlinkSync('a.yaml', 'd/link.yaml');
    expect(await names(['d/a.yaml', './d/a.yaml', 'd', 'd/*.yaml', '-', '-'])).toEqual([
      'd/a.yaml',
      '<stdin>',
    ]);
  });

  test('links to directories are followed, and loops end', async () => {
    put('d/sub/a.yaml');
    symlinkSync('..', 'd/sub/up');
    symlinkSync('../d', 'd/self');
    expect(await names(['d'])).toEqual(['d/sub/a.yaml']);
  });

  test('the lock file and the directory written to are never input', async () => {
    put('d/a.yaml', 'd/revcast.lock.yaml', 'd/out/x.yaml');
    const except = ['d/revcast.lock.yaml', 'd/out'];
    expect(await names(['d'], except)).toEqual(['d/a.yaml']);
    expect(await names(['d/*.yaml'], except)).toEqual(['d/a.yaml']);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['missing.yaml', 'missing.yaml: no such file or directory'],
    ['missing/*.yaml', 'missing/*.yaml: no such file, and no manifest matches'],
    ['empty/*', 'empty/*: no such file, and no manifest matches'],
    ['empty', 'empty: no manifest (*.yaml, *.yml, *.json) in this directory'],
    ['loop.yaml', 'loop.yaml: too many levels of symbolic links'],
    ['a.yaml/b.yaml', 'a.yaml/b.yaml: part of the path is not a directory'],
    ['broken', 'broken/gone.yaml: no such file or directory'],
    ['/proc/self/mem', '/proc/self/mem: input/output error'],
  ])('%s', async (path, failure) => {
    put('a.yaml', 'empty/README.md', 'broken/a.yaml');
    symlinkSync('loop.yaml', 'loop.yaml');
    symlinkSync('nowhere', 'broken/gone.yaml');
    expect((await read([path])).failures).toEqual([failure]);
  });

  test('all failures are told, not the first', async () => {
    expect((await read(['a', 'b'])).failures).toHaveLength(2);
  });

  test('a directory that kustomize or Helm should render gets a warning', async () => {
    put('k/kustomization.yaml', 'k/a.yaml', 'h/Chart.yaml');
    const { findings } = await read(['k', 'h']);
    expect(findings.map(({ code, severity, source }) => [code, severity, source?.file])).toEqual([
      ['RC1904', 'warning', 'k/kustomization.yaml'],
      ['RC1904', 'warning', 'h/Chart.yaml'],
    ]);
  });

  test('a lock file that is not in use is no manifest, and gets a warning', async () => {
    put('d/a.yaml', 'd/revcast.lock.yaml');
    const { sources, findings } = await read(['d']);
    expect(sources.map(({ name }) => name)).toEqual(['d/a.yaml']);
    expect(findings.map(({ code, severity, source }) => [code, severity, source?.file])).toEqual([
      ['RC1905', 'warning', 'd/revcast.lock.yaml'],
    ]);
  });
});
