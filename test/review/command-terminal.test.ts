import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/commands/cli.ts';
import { service } from './repository.ts';

let folder = '';
let file = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'revcast-terminal-'));
  file = join(folder, 'a.yaml');
  writeFileSync(file, service('a'));
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a review on a terminal. */
async function review(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Told> {
  let [stdout, stderr] = ['', ''];
  const status = await run(['review', ...args], {
    environment: (name) => variables[name],
    variables: () => process.env,
    stdinIsTerminal: () => true,
    stdoutIsTerminal: () => true,
    stderrIsTerminal: () => true,
    columns: () => 60,
    readStdin: async () => new Uint8Array(),
    writeStdout: async (pieces) => {
      stdout += pieces.join('');
    },
    writeStderr: (text) => {
      stderr += text;
    },
    stopSignal: () => new AbortController().signal,
  });
  return { status, stdout, stderr };
}

/** What stood on the line that is written again and again. */
function linesOf(stderr: string): string[] {
  return stderr.replaceAll('\u001b[K', '').split('\r');
}

describe('on a terminal', () => {
  test.concurrent('short work shows no progress', async () => {
    expect(await review([file])).toMatchObject({ status: 0, stderr: '' });
  });

  test.concurrent('long work has one line, which is gone at the end', async () => {
    const { stderr, stdout } = await review(['--render', `sleep 1.3; cat ${file}`]);
    const lines = linesOf(stderr);
    expect(lines).toContain('rendering … 1 s');
    expect(lines.at(-2)).toMatch(/^reviewing 1 Service … \d s$/);
    expect(lines.at(-1)).toBe('');
    expect(stdout).toContain('a-00001');
  });

  test.concurrent('the line is never longer than the terminal, and ASCII without Unicode', async () => {
    const against = join(folder, 'a-file-with-a-name-that-is-longer-than-the-terminal.yaml');
    writeFileSync(against, service('a'));
    const args = ['--render', `sleep 0.8; cat ${file}`, '--format', 'json'];
    const [, line = ''] = linesOf((await review([...args, '--against', against])).stderr);
    expect(line).toMatch(/^rendering this and .{40}$/);
    const [, ascii] = linesOf((await review(args, { LANG: 'C' })).stderr);
    expect(ascii).toMatch(/^rendering \.\.\.(?: \d s)?$/);
  });

  test.concurrent('a dumb one has no progress', async () => {
    const { stderr } = await review(['--render', `sleep 0.8; cat ${file}`], { TERM: 'dumb' });
    expect(stderr).toBe('');
  });

  test.concurrent('a failure stands on a line of its own', async () => {
    const { stderr } = await review(['--render', 'sleep 0.8; false']);
    const [first = '', ...others] = linesOf(stderr).slice(-2);
    expect(first).toMatch(/^rendering …/);
    expect(others).toEqual(['revcast: --render ended with exit code 1: sleep 0.8; false\n']);
  });

  test.concurrent('what is not for people is summed up for them', async () => {
    const { stdout, stderr } = await review([file, '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'Review' });
    expect(stderr).toBe('revcast: 1 Knative Service in 1 namespace: 1 generate\n');
  });

  test.concurrent('what is written into a file, too', async () => {
    const out = join(folder, 'out.txt');
    const { stdout, stderr } = await review([file, '--out', out, '--against', file]);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^revcast: 1 Knative Service.*\nrevcast: Against .*1 Service stays the same\n$/,
    );
    expect(readFileSync(out, 'utf8')).not.toContain('\u001b');
  });

  test.concurrent('a page goes into a file', async () => {
    const { status, stdout, stderr } = await review([file, '--format', 'html']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/--format html is for a browser: give --out FILE, or pipe it\n/);
  });

  test.concurrent('without a path it is told that one is missing', async () => {
    for (const args of [[], ['--against', 'HEAD']]) {
      const { status, stderr } = await review(args);
      expect(status).toBe(2);
      expect(stderr).toContain('no PATH: name files or directories');
    }
    expect(readdirSync(folder)).toContain('a.yaml');
  });
});
