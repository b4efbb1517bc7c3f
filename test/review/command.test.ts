import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtCommand, type Ended, type Run, revcast } from '../support/revcast.ts';
import { service } from './repository.ts';

let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'revcast-review-command-'));
  writeFileSync(join(cwd, 'a.yaml'), service('a'));
  writeFileSync(join(cwd, 'warned.yaml'), service('b').replace(/\n.*requests.*/, ''));
  writeFileSync(join(cwd, 'faulty.yaml'), service('c').replace('"60"', 'sixty'));
  writeFileSync(join(cwd, 'broken.yaml'), 'apiVersion: serving.knative.dev/v1\nkind: [');
});

afterAll(() => rmSync(cwd, { recursive: true }));

async function review(args: readonly string[], run: Run = {}): Promise<Ended> {
  return await revcast(['review', ...args], { cwd, ...run });
}

describe('revcast review', () => {
  const formats = ['text', 'markdown', 'github', 'sarif', 'json', 'html'];

  test.concurrent.for(formats)(
    '--format %s prints the Service, and nothing else',
    async (format) => {
      const { status, stdout, stderr } = await review([
        'a.yaml',
        'faulty.yaml',
        '--format',
        format,
      ]);
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
      expect(stdout).toMatch(/sixty/);
    },
  );

  test.concurrent.for(formats)('--format %s says the same of the same', async (format) => {
    const args = ['a.yaml', 'warned.yaml', '--format', format];
    expect(await review(args)).toEqual(await review(args));
  });

  test.concurrent.for<readonly [args: readonly string[], status: number]>([
    [['a.yaml'], 0],
    [['a.yaml', '--fail-on', 'warning'], 0],
    [['warned.yaml'], 0],
    [['warned.yaml', '--fail-on', 'warning'], 1],
    [['faulty.yaml'], 1],
    [['broken.yaml'], 1],
    [['missing.yaml'], 4],
    [['--fail-on', 'info', 'a.yaml'], 2],
    [['--render', 'cat a.yaml', 'a.yaml'], 2],
    [['--render', 'cat a.yaml'], 0],
    [['--lock', 'missing.yaml', 'a.yaml'], 4],
    [['--explain', 'a', 'a.yaml', 'faulty.yaml'], 0],
    [['--explain', 'c', 'a.yaml', 'faulty.yaml'], 1],
    [['--explain', 'd', 'a.yaml'], 2],
    [['--explain', 'a', '--format', 'markdown', 'a.yaml'], 2],
  ])('%j ends with %d', async ([args, status]) => {
    expect(await review(args)).toMatchObject({ status });
  });

  test.concurrent('reads standard input', async () => {
    const { status, stdout } = await review([], { stdin: service('piped') });
    expect(status).toBe(0);
    expect(stdout).toContain('piped-00001');
  });

  test.concurrent('an empty input is a failure of what is before it in the pipe', async () => {
    const { status, stdout, stderr } = await review([]);
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toContain('the input is empty');
  });

  test.concurrent('has the names of --explain at hand', async () => {
    const { stderr } = await review(['--explain', 'chekout'], { stdin: service('checkout') });
    expect(stderr).toMatch(
      /^revcast review: there is no Service "chekout": did you mean checkout\?\n/,
    );
  });

  test.concurrent('tells beside --explain what is wrong with the Service, and with no Service', async () => {
    const files = ['a.yaml', 'faulty.yaml', 'broken.yaml'];
    const { status, stdout, stderr } = await review(['--explain', 'a', ...files]);
    expect(status).toBe(1);
    expect(stdout).toContain('shop/a');
    expect(stderr).toMatch(/^broken\.yaml:2:7: error RC1009: .*\nrevcast: 1 error\n$/);
  });

  test.concurrent('a variable of the environment counts', async () => {
    const { stdout } = await review(['a.yaml'], { env: { REVCAST_FORMAT: 'json' } });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'Review' });
  });
});

test('what only reviews need is loaded by reviews, and git by those that compare with a commit', () => {
  const part = (name: string): string => readFileSync(join(dirname(builtCommand()), name), 'utf8');
  expect(part('states.cjs')).toContain('checkout-index');
  expect(part('review.cjs')).toContain('<!-- revcast review -->');
  for (const word of ['checkout-index', '<!-- revcast review -->']) {
    expect(part('main.cjs')).not.toContain(word);
  }
});

describe('--out', () => {
  /** A folder of its own with one manifest. */
  function folder(): string {
    const own = mkdtempSync(join(cwd, 'out-'));
    writeFileSync(join(own, 'a.yaml'), service('a'));
    return own;
  }

  test.concurrent('has what standard output would have, without colour', async () => {
    const own = folder();
    const run = { cwd: own };
    const [{ stdout }, ran] = await Promise.all([
      review(['a.yaml', '--format', 'json'], run),
      review(['a.yaml', '--format', 'json', '--out', 'out.json'], run),
    ]);
    expect(ran).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(own, 'out.json'), 'utf8')).toBe(stdout);
  });

  test.concurrent('is not read, also when it stands among the manifests', async () => {
    const own = folder();
    const args = ['.', '--format', 'json', '--out', 'out.json'];
    expect(await review(args, { cwd: own })).toMatchObject({ status: 0 });
    const first = readFileSync(join(own, 'out.json'), 'utf8');
    writeFileSync(join(own, 'out.json'), `[${first}`);
    expect(await review(args, { cwd: own })).toMatchObject({ status: 0 });
    expect(readFileSync(join(own, 'out.json'), 'utf8')).toBe(first);
  });

  test.concurrent('is written with errors, too, which are what it is about', async () => {
    const own = folder();
    writeFileSync(join(own, 'a.yaml'), service('a').replace('"60"', 'sixty'));
    const args = ['a.yaml', '--format', 'markdown', '--out', 'out.md'];
    expect(await review(args, { cwd: own })).toMatchObject({ status: 1 });
    expect(readFileSync(join(own, 'out.md'), 'utf8')).toContain('sixty');
  });

  test.concurrent('stays as it was when nothing can be reviewed', async () => {
    const own = folder();
    writeFileSync(join(own, 'out.md'), 'old');
    const args = ['missing.yaml', '--format', 'markdown', '--out', 'out.md'];
    expect(await review(args, { cwd: own })).toMatchObject({ status: 4, stdout: '' });
    expect(readFileSync(join(own, 'out.md'), 'utf8')).toBe('old');
  });

  test.concurrent('that can not be written is told, and leaves nothing', async () => {
    const own = folder();
    mkdirSync(join(own, 'directory'));
    for (const [out, message] of [
      ['missing/out.md', 'missing/out.md: no such file or directory'],
      ['directory', 'directory: this is a directory'],
      ['a.yaml/out.md', 'a.yaml/out.md: part of the path is not a directory'],
    ] as const) {
      const ran = await review(['a.yaml', '--format', 'markdown', '--out', out], { cwd: own });
      expect(ran).toEqual({ status: 4, stdout: '', stderr: `revcast: ${message}\n` });
    }
    expect(readdirSync(own)).toEqual(['a.yaml', 'directory']);
  });

  test.concurrent('keeps the mode of a file that is there', async () => {
    const own = folder();
    writeFileSync(join(own, 'out.md'), 'old');
    chmodSync(join(own, 'out.md'), 0o600);
    await review(['a.yaml', '--format', 'markdown', '--out', 'out.md'], { cwd: own });
    expect(statSync(join(own, 'out.md')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(own, 'out.md'))).toBe(true);
  });
});
