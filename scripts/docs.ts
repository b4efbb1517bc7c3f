/** Writes the generated parts of the documentation. A test compares them with what is committed. */
import { readFileSync, writeFileSync } from 'node:fs';
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

/** Every page with a generated part, as it should be. */
export async function pages(): Promise<Page[]> {
  const tables = commands.map(
    (command) => [`flags of ${command.name}`, flagTable(command)] as const,
  );
  // The fixer has a page of its own.
  const ofFixer = tables.filter(([name]) => name === 'flags of fix');
  const others = tables.filter(([name]) => name !== 'flags of fix');
  return [
    await withOutputs(filled('README.md', new Map(others))),
    await withOutputs(filled('docs/fixer.md', new Map(ofFixer))),
    await withOutputs(filled('docs/diagnostics.md', new Map([['codes', codeTables()]]))),
  ];
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
    stdinIsTerminal: () => isTerminal,
    stderrIsTerminal: () => isTerminal,
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

/** A page with what stands between `<!-- begin NAME -->` and `<!-- end -->` replaced. */
function filled(path: string, parts: ReadonlyMap<string, string>): Page {
  let text = readFileSync(join(root, path), 'utf8');
  for (const [name, part] of parts) {
    const begin = `<!-- begin ${name} -->\n`;
    const start = text.indexOf(begin) + begin.length;
    const end = text.indexOf('<!-- end -->', start);
    if (start < begin.length || end < 0) throw new Error(`${path} has no place for ${name}`);
    text = `${text.slice(0, start)}${part}${text.slice(end)}`;
  }
  return { path, text };
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
