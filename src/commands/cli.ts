import { version } from '../version.ts';
import { argocdGenerateCommand } from './argocd/generate.ts';
import { argocdParametersCommand } from './argocd/parameters.ts';
import type { Command, ExitCode, Io } from './command.ts';
import { fixCommand } from './fix.ts';
import { helpOf, helpOfAll, helpOfGroup } from './help.ts';
import { krmCommand } from './krm.ts';
import { lockCommand } from './lock.ts';
import { postRenderCommand } from './post-render.ts';
import { renderCommand } from './render.ts';
import { reviewCommand } from './review.ts';
import { simulateCommand } from './simulate.ts';
import { suggestion } from './suggest.ts';

export const commands: readonly Command[] = [
  renderCommand,
  reviewCommand,
  simulateCommand,
  lockCommand,
  argocdGenerateCommand,
  argocdParametersCommand,
  postRenderCommand,
  krmCommand,
  fixCommand,
];

/** The command line without the program's name: finds the command and runs it. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  const [name] = words;
  if (name === undefined) return usage(io, 'a command is missing');
  if (name === 'version' || name === '--version') return await say(io, `${version}\n`);
  if (name === 'help' || name === '--help' || name === '-h') return await help(words.slice(1), io);
  const command = named(words);
  if (command === undefined) return asksHelp(words) ? await help([name], io) : unknown(words, io);
  const args = words.slice(command.name.split(' ').length);
  return asksHelp(args) ? await say(io, helpOf(command)) : await command.run(args, io);
}

function asksHelp(args: readonly string[]): boolean {
  const flags = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
  return flags.includes('--help') || flags.includes('-h');
}

/** The command whose name the words start with. */
function named(words: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, at) => word === words[at]));
}

async function help(words: readonly string[], io: Io): Promise<ExitCode> {
  if (words.length === 0) return await say(io, helpOfAll(commands));
  const command = named(words);
  if (command !== undefined) return await say(io, helpOf(command));
  const [name = '', ...rest] = words;
  const group = groupOf(name);
  if (group.length === 0 || rest.length > 0) return unknown(words, io);
  return await say(io, helpOfGroup(name, group));
}

/** The commands of two words of which this is the first. */
function groupOf(name: string): readonly Command[] {
  return commands.filter((each) => each.name.startsWith(`${name} `));
}

async function say(io: Io, text: string): Promise<ExitCode> {
  await io.writeStdout([text]);
  return 0;
}

function unknown([name = '', second = '']: readonly string[], io: Io): ExitCode {
  const seconds = groupOf(name).map((each) => each.name.slice(name.length + 1));
  if (seconds.length > 0) {
    const meant = suggestion(second, seconds);
    return usage(io, `${name} needs one of ${seconds.join(', ')} behind it${meant}`);
  }
  const kind = name.startsWith('-') ? 'flag' : 'command';
  const looksLikePath = /[./*]/.test(name) && kind === 'command';
  const known = [...commands.map((each) => each.name), 'help', 'version'];
  const meant = looksLikePath ? ` (did you mean revcast render ${name}?)` : suggestion(name, known);
  return usage(io, `unknown ${kind} ${name}${meant}`);
}

function usage(io: Io, message: string): ExitCode {
  io.writeStderr(`revcast: ${message}\nSee revcast help.\n`);
  return 2;
}
