import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server that runs until it is killed, and can be started again with the same arguments. */
export interface Program {
  /** Starts it, or starts it again: resolves as soon as it answers. */
  readonly start: () => Promise<void>;
  /** Sends the signal and resolves when it has ended. */
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
  /** It stops answering without closing a connection, as when its machine hangs. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** What it wrote last. */
  readonly log: () => string;
}

/** A temporary folder that goes, with all programs of it, when its owner stops or dies. */
export interface Workplace {
  readonly directory: string;
  readonly remove: () => Promise<void>;
}

/*
 * Waits for the end of its standard input, which comes when the owner dies, however it dies. Then it
 * ends what the folder has a pid of, and removes the folder.
 */
const guard =
  'cat >/dev/null; cat "$0"/*.pid 2>/dev/null | xargs kill -9 2>/dev/null; rm -rf "$0"; sleep 0.1; rm -rf "$0"';

export function createWorkplace(): Workplace {
  const directory = mkdtempSync(join(tmpdir(), 'revcast-cluster-'));
  // In a session of its own, so that Ctrl-C doesn't end it before its work is done.
  const child = spawn('sh', ['-c', guard, directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    directory,
    remove: () => {
      child.ref();
      child.stdin.end();
      return closed;
    },
  };
}

interface Start {
  readonly name: string;
  readonly path: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly answers: () => Promise<boolean>;
  readonly env?: Readonly<Record<string, string>>;
}

export function createProgram({ name, path, args, directory, answers, env = {} }: Start): Program {
  const logFile = join(directory, `${name}.log`);
  const pidFile = join(directory, `${name}.pid`);
  const log = (): string => readFileSync(logFile, 'utf8').slice(-4000);
  let child: ChildProcess | undefined;
  const isOver = (): boolean => !child || child.exitCode !== null || child.signalCode !== null;
  return {
    log,
    start: async () => {
      const output = openSync(logFile, 'a');
      const started = spawn(path, args, {
        stdio: ['ignore', output, output],
        env: { ...process.env, ...env },
      });
      closeSync(output);
      started.unref();
      started.once('exit', () => rmSync(pidFile, { force: true }));
      writeFileSync(pidFile, `${started.pid}\n`);
      child = started;
      await until(`${name} to answer`, async () => {
        if (isOver()) throw new Error(`${name} ended:\n${log()}`);
        return await answers();
      });
    },
    kill: async (signal = 'SIGKILL') => {
      if (isOver()) return;
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child?.kill(signal);
      await ended;
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  };
}

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}

/** Waits until something is so, looking every 50 ms. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  within = 60_000,
): Promise<void> {
  const end = Date.now() + within;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${within} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
