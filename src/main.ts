#!/usr/bin/env node
import process from 'node:process';
import { isatty } from 'node:tty';
import { run } from './commands/cli.ts';
import type { Io } from './commands/command.ts';
import { readAll, tell, writeAll } from './commands/stdio.ts';
import { systemMessage } from './diagnostics/system.ts';

const io: Io = {
  environment: (name) => process.env[name],
  stdinIsTerminal: () => isatty(0),
  stderrIsTerminal: () => isatty(2),
  readStdin: () => readAll(0, () => process.stdin),
  writeStdout: (pieces) => writeAll(1, () => process.stdout, pieces),
  writeStderr: (text) => tell(2, () => process.stderr, text),
};

try {
  process.exitCode = await run(process.argv.slice(2), io);
} catch (error) {
  const details = process.env.REVCAST_DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  io.writeStderr(`revcast: bug: ${systemMessage(error)}; please report it${details}\n`);
  process.exitCode = 4;
}
