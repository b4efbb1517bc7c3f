/**
 * Measures revcast against what any Node program costs, and against `yaml` parsing and printing the
 * same documents. Prints a table of ratios; with `--write` it goes into docs/performance.md.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCommand, root } from '../scripts/bundle.ts';
import { service, stream, streamOfSize } from './inputs.ts';
import { median, type Program, peak, ratio, times } from './measure.ts';

const page = join(root, 'docs', 'performance.md');
const directory = mkdtempSync(join(tmpdir(), 'revcast-bench-'));
const command = await bundleCommand('node_modules/.cache/revcast/bench');

try {
  const text = [...tableOfRatios(), '', ...tableOfSizes()].join('\n');
  console.log(text);
  if (process.argv.includes('--write')) write(text);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function tableOfRatios(): string[] {
  const one = input('one', service(1));
  const mixed = input('mixed', stream(10_000, 100));
  const services = input('services', stream(10_000, 1));
  const small = times([empty(one), revcast(one), empty(mixed), revcast(mixed)], 31);
  const large = times([revcast(services), yaml(services)], 7);
  const memory = peak(revcast(mixed), directory);
  return [
    '| input | measured | against | ratio | goal |',
    '| --- | --- | --- | --- | --- |',
    `| one Service | time | \`node -e 0\` | ${ratio(small, 1, 0).toFixed(2)} | ≤ 1.6 |`,
    `| 10,000 documents, 100 Services | time | \`node -e 0\` | ${ratio(small, 3, 2).toFixed(2)} | ≤ 3 |`,
    `| 10,000 Services | time | \`yaml\` parses and prints them | ${ratio(large, 0, 1).toFixed(2)} | ≤ 1 |`,
    `| 10,000 documents, 100 Services | peak memory | | ${memory.toFixed(0)} MiB | ≤ 150 MB |`,
    ...rowsOfReview(),
  ];
}

/** A review against the time to render the same; one with a past reads twice as much. */
function rowsOfReview(): string[] {
  const text = stream(1_000, 1);
  const now = input('now', text);
  const past = input('past', text.replaceAll('max-scale: "9"', 'max-scale: "19"'));
  const formats = ['text', 'markdown', 'json', 'html'] as const;
  const reviews = formats.map((format) => ({ name: format, args: ['--format', format], goal: 2 }));
  const all = [...reviews, { name: 'text, against', args: ['--against', past], goal: 4 }];
  const programs = all.map(({ name, args }) => ({
    name,
    args: [command, 'review', ...args],
    stdin: now,
  }));
  const rounds = times([revcast(now), ...programs], 15);
  return all.map(({ name, goal }, at) => {
    const measured = ratio(rounds, at + 1, 0).toFixed(2);
    return `| 1,000 Services | \`review\`: ${name} | \`render\` | ${measured} | ≤ ${goal} |`;
  });
}

function tableOfSizes(): string[] {
  const rows = [1, 10, 100].map((megabytes) => {
    const program = revcast(input(`${megabytes}MB`, streamOfSize(megabytes * 1e6)));
    const time = median(times([program], megabytes < 100 ? 7 : 3).flat()) / 1000;
    return { megabytes, time, memory: peak(program, directory) };
  });
  const [, ten] = rows;
  return [
    '| input | time | time against 10 MB | peak memory | per MB of input |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(({ megabytes, time, memory }) => {
      const relative = (time / (ten?.time ?? 1)).toFixed(2);
      const each = (memory / megabytes).toFixed(1);
      return `| ${megabytes} MB | ${time.toFixed(2)} s | ${relative} | ${memory.toFixed(0)} MiB | ${each} MiB |`;
    }),
  ];
}

function input(name: string, text: string): string {
  const path = join(directory, `${name}.yaml`);
  writeFileSync(path, text);
  return path;
}

function empty(stdin: string): Program {
  return { name: 'node -e 0', args: ['-e', '0'], stdin };
}

function revcast(stdin: string): Program {
  return { name: 'revcast render', args: [command, 'render'], stdin };
}

function yaml(stdin: string): Program {
  return { name: 'yaml', args: [join(root, 'bench', 'yaml.mjs')], stdin };
}

function write(text: string): void {
  const begin = '<!-- begin table -->\n';
  const old = readFileSync(page, 'utf8');
  const start = old.indexOf(begin) + begin.length;
  writeFileSync(page, `${old.slice(0, start)}${text}\n${old.slice(old.indexOf('<!-- end -->'))}`);
}
