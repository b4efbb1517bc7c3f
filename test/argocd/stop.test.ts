import { spawn } from 'node:child_process';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { builtCommand, type Ended } from '../support/revcast.ts';
import { argocd, configMap, type Files, folderWith, programs } from './applications.ts';

interface Stopped extends Ended {
  /** Milliseconds from the signal to the end. */
  readonly took: number;
  /** What was in the directory for temporary files before the signal, and what is after it. */
  readonly temporary: readonly number[];
}

/** Sends a signal to revcast's process group, as Argo CD does, once its child has begun. */
async function stopped(files: Files, script: string, signal: NodeJS.Signals): Promise<Stopped> {
  const TMPDIR = folderWith({});
  const began = join(folderWith({}), 'began');
  const slow = `${script}; touch ${began}; while :; do sleep 0.05; done`;
  const PATH = `${programs({ helm: slow, slow })}:${process.env.PATH}`;
  const child = spawn(process.execPath, [builtCommand(), 'argocd', 'generate'], {
    cwd: folderWith(files),
    env: { PATH, TMPDIR, ARGOCD_APP_NAME: 'shop', REVCAST_SOURCE: files.source ?? 'auto' },
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (!existsSync(began)) await setTimeout(20);
  const before = readdirSync(TMPDIR).length;
  const start = performance.now();
  process.kill(-(child.pid ?? 0), signal);
  const status = await ended;
  const took = performance.now() - start;
  return { status, stdout, stderr, took, temporary: [before, readdirSync(TMPDIR).length] };
}

test.each<[string, Files, NodeJS.Signals, number]>([
  ['helm template', { 'Chart.yaml': 'name: x' }, 'SIGTERM', 143],
  ['slow', { source: 'command:slow' }, 'SIGTERM', 143],
  ['slow', { source: 'command:slow' }, 'SIGINT', 130],
])('told to stop, %s ends and leaves nothing', async (title, files, signal, expected) => {
  const { took, ...ended } = await stopped(files, 'echo working >&2', signal);
  expect(ended).toEqual({
    status: expected,
    stdout: '',
    stderr: `working\nrevcast: told to stop while ${title} ran\n`,
    temporary: [1, 0],
  });
  expect(took).toBeLessThan(3_000);
});

test('a program that does not want to end is killed before Argo CD would kill revcast', async () => {
  const { took, ...ended } = await stopped({ source: 'command:slow' }, "trap '' TERM", 'SIGTERM');
  expect(ended).toMatchObject({ status: 143, temporary: [1, 0] });
  expect(took).toBeLessThan(5_000);
});

test('what a killed run left is removed by one that is an hour later', async () => {
  const TMPDIR = folderWith({
    'revcast-argocd-aaaaaa/cache/index.yaml': '',
    'revcast-argocd-bbbbbb/x': '',
    'another/x': '',
  });
  const past = new Date(Date.now() - 3_700_000);
  for (const name of ['revcast-argocd-aaaaaa', 'another'])
    utimesSync(join(TMPDIR, name), past, past);
  const folder = folderWith({ 'a.yaml': configMap('a') });
  const env = { TMPDIR, REVCAST_SOURCE: 'command:cat a.yaml' };
  expect(await argocd('generate', folder, { env })).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(TMPDIR).sort()).toEqual(['another', 'revcast-argocd-bbbbbb']);
});
