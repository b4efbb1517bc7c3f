import type { Command } from './command.ts';
import { type Option, placeholder, variableOf } from './option.ts';
import { isCollection } from './options.ts';

const width = 80;
const indent = 6;

/** `revcast help`: the commands there are. */
export function helpOfAll(commands: readonly Command[]): string {
  const list = [
    ...commands,
    { name: 'help', summary: 'this text, or that of a command: revcast help render' },
    { name: 'version', summary: 'the version' },
  ];
  return [
    'revcast casts Knative revision names ahead: it writes a KEDA ScaledObject for',
    'every Knative Service that scales with KEDA into the rendered manifests.',
    '',
    'Usage: revcast COMMAND [FLAG…] [PATH…]',
    '',
    ...summaries(list),
    '',
    'Exit codes: 0 fine, 1 findings of severity error, 2 wrong usage, 3 --check found a',
    'difference, 4 a file could not be read or written, or a cluster not be reached.',
    'argocd generate passes on that of a program that it ran and that failed.',
    '',
  ].join('\n');
}

/** `revcast help argocd`: the commands of two words that begin with this one. */
export function helpOfGroup(name: string, commands: readonly Command[]): string {
  return [`Usage: revcast ${name} COMMAND [FLAG…]`, '', ...summaries(commands), ''].join('\n');
}

function summaries(commands: readonly Pick<Command, 'name' | 'summary'>[]): string[] {
  const widest = Math.max(...commands.map(({ name }) => name.length));
  return commands.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`);
}

/** `revcast help COMMAND`: everything about one. */
export function helpOf({ name, operands, description, options }: Command): string {
  const flags = Object.entries(options).flatMap(([flag, option]) => [
    `  ${spelling(flag, option)}`,
    ...wrap(helpText(flag, option)),
  ]);
  return [
    `Usage: revcast ${name} [FLAG…] ${operands}`.trimEnd(),
    '',
    description,
    '',
    'Flags:',
    ...flags,
    '',
  ].join('\n');
}

/** `-n, --namespace NAMESPACE`. */
export function spelling(flag: string, option: Option): string {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  return `${short}--${flag} ${placeholder(option)}`.trimEnd();
}

function helpText(flag: string, option: Option): string {
  const byDefault = option.type === 'choice' ? ` Default: ${option.default}.` : '';
  const several = isCollection(option) ? ', separated by commas' : '';
  return `${option.help}${byDefault} (${variableOf(flag)}${several})`;
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) {
      lines.push(' '.repeat(indent) + word);
    } else {
      lines[lines.length - 1] = `${line} ${word}`;
    }
  }
  return lines;
}
