import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProgram } from '../support/programs.ts';
import { builtCommand } from '../support/revcast.ts';
import { createRepository, service } from './repository.ts';

const lacking = findProgram('git') === undefined;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(lacking)('told to end while it renders (skipped without git)', () => {
  test.concurrent.for([
    ['SIGINT', 130, 'sleep 60'],
    ['SIGTERM', 143, 'sleep 60'],
    ['SIGTERM', 143, 'trap "" TERM; sleep 60; sleep 60'],
  ] as const)(
    '%s: exit code %d, and nothing is left of %s',
    async ([signal, code, sleep], context) => {
      const { folder, temporary, variables, write, commit } = await createRepository(context);
      write('a.yaml', service('a'));
      await commit();
      // Of both sides: the shell, and what it has started.
      const pids = join(folder, '../pids');
      const command = `sleep 60 & echo $$ $! >>${pids}; ${sleep}`;
      const args = [builtCommand(), 'review', '--render', command, '--against', 'HEAD'];
      const child = spawn(process.execPath, args, {
        cwd: folder,
        env: { ...process.env, ...variables },
      });
      let shown = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          shown += chunk.toString();
        });
      }
      const started = (): number[] =>
        existsSync(pids) ? readFileSync(pids, 'utf8').trim().split(/\s+/).map(Number) : [];
      await until(() => started().length === 4);
      expect(readdirSync(temporary)).toHaveLength(1);
      child.kill(signal);
      const status = await new Promise((resolve) => child.on('close', resolve));
      expect({ status, shown }).toEqual({ status: code, shown: '' });
      expect(readdirSync(temporary)).toEqual([]);
      await until(() => !started().some(isRunning));
    },
  );
});
