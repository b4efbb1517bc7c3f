import { version } from '../version.ts';
import type { Command, ExitCode, Io } from './command.ts';
import { fixCommand } from './fix.ts';
import { helpOf, helpOfAll } from './help.ts';
import { lockCommand } from './lock.ts';
import { renderCommand } from './render.ts';
import { suggestion } from './suggest.ts';

export const commands: readonly Command[] = [renderCommand, lockCommand, fixCommand];

/** The command line without the program's name: finds the command and runs it. */
export async function run([name, ...args]: readonly string[], io: Io): Promise<ExitCode> {
  if (name === undefined) return usage(io, 'a command is missing');
  if (name === 'version' || name === '--version') return await say(io, `${version}\n`);
  if (name === 'help' || name === '--help' || name === '-h') return await help(args[0], io);
  const command = commands.find((each) => each.name === name);
  if (command === undefined) return unknown(name, io);
  const flags = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
  if (flags.includes('--help') || flags.includes('-h')) return await say(io, helpOf(command));
  return await command.run(args, io);
}

async function help(name: string | undefined, io: Io): Promise<ExitCode> {
  const command = commands.find((each) => each.name === name);
  if (name === undefined) return await say(io, helpOfAll(commands));
  return command === undefined ? unknown(name, io) : await say(io, helpOf(command));
}

async function say(io: Io, text: string): Promise<ExitCode> {
  await io.writeStdout([text]);
  return 0;
}

function unknown(name: string, io: Io): ExitCode {
  const kind = name.startsWith('-') ? 'flag' : 'command';
  const known = [...commands.map((each) => each.name), 'help', 'version'];
  const looksLikePath = /[./*]/.test(name) && kind === 'command';
  const meant = looksLikePath ? ` (did you mean revcast render ${name}?)` : suggestion(name, known);
  return usage(io, `unknown ${kind} ${name}${meant}`);
}

function usage(io: Io, message: string): ExitCode {
  io.writeStderr(`revcast: ${message}\nSee revcast help.\n`);
  return 2;
}
