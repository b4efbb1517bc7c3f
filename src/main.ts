#!/usr/bin/env node
import process from 'node:process';
import { isatty } from 'node:tty';
import { run } from './commands/cli.ts';
import type { Io } from './commands/command.ts';
import { readAll, tell, writeAll } from './commands/stdio.ts';
import { isNotPermitted, isSystemError, systemMessage } from './diagnostics/system.ts';

const io: Io = {
  environment: (name) => process.env[name],
  variables: () => process.env,
  stdinIsTerminal: () => isatty(0),
  stdoutIsTerminal: () => isatty(1),
  stderrIsTerminal: () => isatty(2),
  columns: () => (isatty(1) ? process.stdout.columns : process.stderr.columns),
  readStdin: () => readAll(0, () => process.stdin),
  writeStdout: (pieces) => writeAll(1, () => process.stdout, pieces),
  writeStderr: (text) => tell(2, () => process.stderr, text),
  stopSignal,
};

run(process.argv.slice(2), io).then(end, (error: unknown) => {
  io.writeStderr(`revcast: ${failureOf(error)}\n`);
  end(4);
});

/** The first signal is a request; a second one of its kind ends the process as ever. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => stop.abort(new DOMException(name, 'AbortError')));
  }
  return stop.signal;
}

/** Sets the exit code and lets Node end by itself, so that nothing is cut off. */
function end(code: number): void {
  process.exitCode = code;
}

/** Reading reports its own failures: what fails in the system here is writing. */
function failureOf(error: unknown): string {
  const message = systemMessage(error);
  if (isNotPermitted(error)) return message;
  if (isSystemError(error)) return `standard output: ${message}`;
  const details = process.env.REVCAST_DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  return `this is a bug, please report it: ${message}${details}`;
}
