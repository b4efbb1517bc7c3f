import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { ended } from '../support/revcast.ts';

const programs = ['crane', 'flux', 'kustomize', 'git'] as const;

/** What the tests of artifacts lack on this machine. */
export const missing: string = programs
  .filter((name) => findProgram(name) === undefined)
  .join(', ');

/** A registry of OCI artifacts on this machine, for one test. */
export interface Registry {
  /** `127.0.0.1:PORT`: programs use plain HTTP with it, without being told. */
  readonly address: string;
  /** `NAME:TAG` of all that it has. */
  readonly artifacts: () => Promise<string[]>;
  readonly digest: (artifact: string) => Promise<string>;
  readonly annotations: (artifact: string) => Promise<Record<string, string>>;
  /** What the files of an artifact hold, by path. */
  readonly pull: (artifact: string) => Promise<Record<string, string>>;
}

export async function startRegistry({ onTestFinished }: TestContext): Promise<Registry> {
  const child = spawn('crane', ['registry', 'serve', '--address', '127.0.0.1:0']);
  onTestFinished(() => void child.kill());
  const port = await new Promise<string>((resolve, reject) => {
    let told = '';
    child.on('error', reject);
    child.on('exit', () => reject(new Error(told)));
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk;
      const [, found] = /serving on port (\d+)/.exec(told) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const address = `127.0.0.1:${port}`;
  const crane = async (...args: string[]): Promise<string> => (await must('crane', args)).trimEnd();
  const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
  return {
    address,
    artifacts: async () => {
      const names = lines(await crane('catalog', address));
      const tags = names.map(async (name) =>
        lines(await crane('ls', `${address}/${name}`)).map((tag) => `${name}:${tag}`),
      );
      return (await Promise.all(tags)).flat().sort();
    },
    digest: async (artifact) => await crane('digest', `${address}/${artifact}`),
    annotations: async (artifact) =>
      JSON.parse(await crane('manifest', `${address}/${artifact}`)).annotations,
    pull: async (artifact) => {
      const folder = mkdtempSync(join(tmpdir(), 'revcast-artifact-'));
      try {
        await must('flux', ['pull', 'artifact', `oci://${address}/${artifact}`, '-o', folder]);
        return filesIn(folder);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

async function must(program: string, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await ended(program, args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}
