/** Writes the generated parts of the documentation. A test compares them with what is committed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commands, run } from '../src/commands/cli.ts';
import type { Command } from '../src/commands/command.ts';
import { spelling } from '../src/commands/help.ts';
import { type Option, variableOf } from '../src/commands/option.ts';
import { codes } from '../src/diagnostics/codes.ts';
import type { CodeEntry } from '../src/diagnostics/types.ts';

const root = dirname(import.meta.dirname);

export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every page, with its generated parts as they should be. Commands with the same flags share a table. */
export async function pages(): Promise<Page[]> {
  const parts = new Map([
    ['codes', codeTables()],
    ...commands
      .filter(({ options }, at) => commands.findIndex((each) => each.options === options) === at)
      .map((command) => [`flags of ${command.name}`, flagTable(command)] as const),
  ]);
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const filled = ['README.md', ...docs.map((name) => `docs/${name}`)].map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text: [...parts].reduce((page, [name, part]) => fill(page, name, part), text) };
  });
  for (const name of parts.keys()) {
    const places = filled.filter(({ text }) => text.includes(begin(name)));
    if (places.length !== 1) throw new Error(`${name} has ${places.length} pages instead of one`);
  }
  return await Promise.all(filled.map(withOutputs));
}

/** A page with what commands print in the blocks behind `<!-- output: revcast … -->`. */
async function withOutputs({ path, text }: Page): Promise<Page> {
  let result = '';
  let from = 0;
  const block = /(<!-- output( on a terminal)?: revcast (.*) -->\n```\w+\n)[^`]*/g;
  for (const { 0: whole, 1: head, 2: terminal, 3: args = '', index } of text.matchAll(block)) {
    result += text.slice(from, index) + head + (await outputOf(args.split(' '), Boolean(terminal)));
    from = index + whole.length;
  }
  return { path, text: result + text.slice(from) };
}

async function outputOf(args: readonly string[], isTerminal: boolean): Promise<string> {
  const printed: string[] = [];
  await run(args, {
    environment: (name) => (name === 'NO_COLOR' ? '1' : undefined),
    variables: () => ({}),
    stdinIsTerminal: () => isTerminal,
    stdoutIsTerminal: () => isTerminal,
    stderrIsTerminal: () => isTerminal,
    columns: () => 100,
    readStdin: async () => new Uint8Array(),
    writeStdout: async (pieces) => {
      printed.push(...pieces);
    },
    writeStderr: (line) => {
      printed.push(line);
    },
    stopSignal: () => new AbortController().signal,
  });
  return printed.join('');
}

/** Replaces what stands between `<!-- begin NAME -->` and `<!-- end -->`, where a page has that. */
function fill(text: string, name: string, part: string): string {
  const [before, rest] = text.split(begin(name));
  if (rest === undefined) return text;
  return `${before}${begin(name)}${part}${rest.slice(rest.indexOf('<!-- end -->'))}`;
}

function begin(name: string): string {
  return `<!-- begin ${name} -->\n`;
}

function flagTable({ options }: Command): string {
  const rows = Object.entries(options).map(([name, option]) => [
    `\`${spelling(name, option)}\``,
    `\`${variableOf(name)}\``,
    `${option.help}${defaultText(option)}`,
  ]);
  return table(['flag', 'variable', 'meaning'], rows);
}

function defaultText(option: Option): string {
  return option.type === 'choice' ? ` Default: \`${option.default}\`.` : '';
}

const ranges: readonly (readonly [string, string])[] = [
  ['RC1', 'Input: files and their syntax'],
  ['RC2', 'Knative: what its webhook refuses, and what is probably not meant'],
  ['RC3', 'The extension: what autoscaler-keda refuses or ignores'],
  ['RC4', "KEDA: what its schema and admission webhook refuse, and what won't work"],
  ['RC5', 'Whose ScaledObject it is'],
  ['RC6', 'Predicting revisions'],
];

function codeTables(): string {
  const entries = Object.entries<CodeEntry>(codes).sort(([a], [b]) => (a < b ? -1 : 1));
  return ranges
    .map(([range, title]) => {
      const rows = entries
        .filter(([code]) => code.startsWith(range))
        .map(([code, entry]) => [`\`${code}\``, entry.severity, entry.title]);
      return `\n## ${title}\n\n${table(['code', 'severity', 'meaning'], rows)}`;
    })
    .join('');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { path, text } of await pages()) writeFileSync(join(root, path), text);
}
