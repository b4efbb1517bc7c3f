import { Buffer } from 'node:buffer';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Io } from '../../command.ts';
import { type End, type Failure, failureOf, notStarted, stoppedIn } from './failure.ts';
import { type Hearing, type Said, speechOf } from './speech.ts';

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

/** Also all that the program wrote, and what it said on standard error. */
export interface Failed extends Failure, Said {
  readonly output: Uint8Array;
}

/** Where programs run: until the process is told to end. */
export interface Runner {
  readonly io: Io;
  readonly stopped: AbortSignal;
  readonly readable: Hearing['readable'];
}

/** Milliseconds that a program told to end may take. Argo CD kills everything after five seconds. */
const patience = 3_000;

/**
 * Milliseconds after which it is told what takes so long. When its time is over Argo CD kills revcast
 * at once, and shows what it had said until then.
 */
const long = 10_000;

const limit =
  'Argo CD waits for 60 s, unless controller.repo.server.timeout.seconds says otherwise';

/** Runs a program, in no shell, to its end. What it says goes to standard error as it comes. */
export async function run(program: Program, { io, stopped, readable }: Runner): Promise<Ran> {
  const { title } = program;
  if (stopped.aborted) return { ...stoppedIn(program, stopped), ...silence };
  const child = start(program);
  if ('reason' in child) return { ...child, ...silence };
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const speech = speechOf(child.stderr, { isHeld: program.isHeld === true, readable, io });
  const late = setTimeout(() => speech.tell(`${title} has been running for 10 s; ${limit}`), long);
  const end = await endOf(child, stopped);
  clearTimeout(late);
  const failure = stopped.aborted ? stoppedIn(program, stopped) : failureOf(end, program);
  const heard = speech.end();
  if (failure !== undefined) {
    const reason = readable(failure.reason);
    return { ...failure, reason, ...heard, output: Buffer.concat(output) };
  }
  if (heard.unseen !== '') io.writeStderr(heard.unseen);
  return { printed: Buffer.concat(output) };
}

/** Most of what is wrong with starting it is told later, as an event; too many arguments at once. */
function start(program: Program): Child | Failure {
  const { name, args, environment } = program;
  try {
    return spawn(name, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    return notStarted(error, program);
  }
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const silence = { output: new Uint8Array(), said: '', unseen: '' };

async function endOf(child: Child, stopped: AbortSignal): Promise<End> {
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
  // A signal to all may be seen in the child before it arrives here.
  if ('signal' in end && end.signal !== null) await setImmediate();
  stopped.removeEventListener('abort', stop);
  return end;
}
