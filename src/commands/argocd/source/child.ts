import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { codeOf, systemMessage } from '../../../diagnostics/system.ts';
import type { Io } from '../../command.ts';
import { speechOf } from './speech.ts';

/** A program to run in the Application's folder. */
export interface Program {
  readonly name: string;
  readonly args: readonly string[];
  /** How messages call it, without all of its arguments: `helm template`. */
  readonly title: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether what it says is shown only once it is known how it ends. */
  readonly isHeld?: true;
}

/** How a program ended: its output, or the exit code that revcast ends with. */
export type Ran = { readonly printed: Uint8Array } | Failed;

/** Also all that the program wrote, and of what it said on standard error what nobody has seen. */
export interface Failed extends Failure {
  readonly output: Uint8Array;
  readonly said: string;
  readonly unseen: string;
}

/** Where programs run: until the process is told to end. */
export interface Runner {
  readonly io: Io;
  readonly stopped: AbortSignal;
}

/** Milliseconds that a program told to end may take. Argo CD kills everything after five seconds. */
const patience = 3_000;

/**
 * Milliseconds after which it is told what takes so long. When its time is over Argo CD kills revcast
 * at once, and shows what it had said until then.
 */
const long = 10_000;

/** Runs a program, in no shell, to its end. What it says goes to standard error as it comes. */
export async function run(program: Program, { io, stopped }: Runner): Promise<Ran> {
  const { name, args, title, environment, isHeld } = program;
  if (stopped.aborted) return { ...stoppedIn(program, stopped), ...silence };
  const child = spawn(name, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const speech = speechOf(child.stderr, isHeld === true, io);
  const late = setTimeout(() => speech.tell(`${title} has been running for 10 s; ${limit}`), long);
  const stop = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), patience).unref();
    // What it leaves behind may hold the pipes open.
    child.once('exit', () => {
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
    });
  };
  stopped.addEventListener('abort', stop, { once: true });
  const end = await new Promise<End>((resolve) => {
    child.once('error', (error) => resolve({ error }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  stopped.removeEventListener('abort', stop);
  clearTimeout(late);
  const failure = stopped.aborted ? stoppedIn(program, stopped) : failureOf(end, program);
  const heard = speech.end();
  if (failure !== undefined) return { ...failure, ...heard, output: Buffer.concat(output) };
  if (heard.unseen !== '') io.writeStderr(heard.unseen);
  return { printed: Buffer.concat(output) };
}

const silence = { output: new Uint8Array(), said: '', unseen: '' };

const limit =
  'Argo CD waits for 60 s, unless controller.repo.server.timeout.seconds says otherwise';

interface Failure {
  readonly exitCode: number;
  readonly reason: string;
}

type End =
  | { readonly error: Error }
  | { readonly code: number | null; readonly signal: NodeJS.Signals | null };

function failureOf(end: End, { name, args, title }: Program): Failure | undefined {
  if ('error' in end) {
    const isMissing = codeOf(end.error) === 'ENOENT';
    const what = isMissing ? 'there is no such program on the PATH' : systemMessage(end.error);
    const install = isMissing ? `: install ${name} into the sidecar's image` : '';
    return { exitCode: 4, reason: `${title} can't be run: ${what}${install}` };
  }
  if (end.code === 0) return undefined;
  const line = commandLine([name, ...args]);
  if (end.code !== null) {
    return { exitCode: end.code, reason: `${title} failed with exit code ${end.code}: ${line}` };
  }
  const number = constants.signals[end.signal ?? 'SIGKILL'];
  const memory = end.signal === 'SIGKILL' ? ', perhaps for lack of memory' : '';
  return {
    exitCode: 128 + number,
    reason: `${title} was killed by ${end.signal}${memory}: ${line}`,
  };
}

function stoppedIn({ title }: Program, { reason }: AbortSignal): Failure {
  return {
    exitCode: reason.message === 'SIGINT' ? 130 : 143,
    reason: `told to stop while ${title} ran`,
  };
}

/** The words as people write them, the many API versions left out. */
function commandLine(words: readonly string[]): string {
  return words
    .filter((word, at) => word !== '--api-versions' && words[at - 1] !== '--api-versions')
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
