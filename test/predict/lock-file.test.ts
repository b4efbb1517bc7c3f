import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseLock, readLock } from '../../src/predict/lock-file.ts';
import { printLock } from '../../src/predict/print-lock.ts';
import type { Lock, LockEntry } from '../../src/predict/types.ts';

const hash = '9f2c1ab37e51d0c4';
const checkout: LockEntry = { generation: 4, template: hash };
const cart: LockEntry = {
  generation: 12,
  template: hash,
  reapplied: '0123456789abcdef',
  enableServiceLinks: 'removed',
};

const text = `\
# Written by \`revcast lock\`: the generation that each Service's template has. Commit it.
# On a merge conflict take the file of the branch you merge into, and run \`revcast lock\` again.
services:
  team-a/cart:
    generation: 12
    template: "9f2c1ab37e51d0c4"
    reapplied: "0123456789abcdef"
    enableServiceLinks: removed

  team-a/checkout:
    generation: 4
    template: "9f2c1ab37e51d0c4"

version: 1
`;

describe('a lock file', () => {
  it('is small, sorted and readable', () => {
    const lock: Lock = new Map([
      ['team-a/checkout', checkout],
      ['team-a/cart', cart],
    ]);
    expect(printLock(lock)).toBe(text);
    expect(parseLock(text)).toEqual({ lock });
  });

  it('can be empty', () => {
    expect(printLock(new Map())).toMatch(/\nservices: \{\}\n\nversion: 1\n$/);
    expect(parseLock(printLock(new Map()))).toEqual({ lock: new Map() });
  });

  it.each([
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${text}`],
    ['no comments and blank lines', text.replace(/^#.*\n|^\n/gm, '')],
    ['comments at the ends of lines', text.replaceAll(/(generation.*)/g, '$1 # hm')],
    ['no quotes', text.replaceAll('"', '')],
    ['single quotes', text.replaceAll('"', "'")],
  ])('may have %s', (_, variant) => {
    expect(parseLock(variant)).toEqual(parseLock(text));
  });

  const key = fc.oneof(
    fc.stringMatching(/^[a-z][-a-z0-9]{0,9}\/[a-z][-a-z0-9]{0,9}$/),
    fc.constantFrom('null', 'on', 'shop', '1e3', 'a: b', 'a#b', "it's", 'new\nline', ''),
  );
  const hashes = fc.stringMatching(/^[0-9a-f]{16}$/);
  const entry = fc.record(
    {
      generation: fc.integer({ min: 1 }),
      template: hashes,
      reapplied: hashes,
      enableServiceLinks: fc.constantFrom('written' as const, 'removed' as const),
    },
    { requiredKeys: ['generation', 'template'] },
  );
  const locks = fc.uniqueArray(fc.tuple(key, entry), { selector: ([name]) => name });

  it('is read as it was written, and is the same for the same lock', () => {
    fc.assert(
      fc.property(locks, (entries) => {
        const printed = printLock(new Map(entries));
        expect(parseLock(printed)).toEqual({ lock: new Map(entries) });
        expect(printLock(new Map(entries.toReversed()))).toBe(printed);
      }),
    );
  });

  it('is YAML', () => {
    fc.assert(
      fc.property(locks, (entries) => {
        expect(parse(printLock(new Map(entries)))).toEqual({
          version: 1,
          services: Object.fromEntries(entries),
        });
      }),
    );
  });
});

describe('a broken lock file is refused', () => {
  const head = 'services:\n  a/b:\n';
  const entry = `    generation: 1\n    template: "${hash}"\n`;
  const good = `${head}${entry}version: 1\n`;
  const with5 = (line: string): string => `${head}${entry}${line}\nversion: 1\n`;
  const cases: readonly (readonly [what: string, text: string, code: string, line: number])[] = [
    ['for the start of a conflict', `services:\n<<<<<<< HEAD\nversion: 1\n`, 'RC6001', 2],
    ['for the base of a conflict', with5('||||||| 1234567'), 'RC6001', 5],
    ['for the middle of a conflict', with5('======='), 'RC6001', 5],
    ['for the end of a conflict', with5('>>>>>>> topic'), 'RC6001', 5],
    ['when it is empty', '', 'RC6002', 1],
    ['when it is something else', 'apiVersion: v1\nkind: List\n', 'RC6002', 2],
    ['when it is cut off', `${head}${entry}`, 'RC6002', 4],
    ['for a newer version', good.replace('version: 1', 'version: 2'), 'RC6002', 5],
    ['without services', 'version: 1\n', 'RC6003', 1],
    ['for a line of another kind', with5('- a'), 'RC6003', 5],
    ['for a wrong indentation', with5('   generation: 1'), 'RC6003', 5],
    ['for a second version', with5('version: 1'), 'RC6003', 5],
    ['for a line behind the end', `${good}  a/c:\n${entry}`, 'RC6003', 5],
    ['for a field without a Service', 'services:\n    generation: 1\nversion: 1\n', 'RC6003', 2],
    ['for an unknown field', with5('    image: a'), 'RC6004', 5],
    ['for a Service that is there twice', with5(`  a/b:\n${entry.trimEnd()}`), 'RC6005', 5],
    ['for a field that is there twice', with5('    generation: 2'), 'RC6005', 5],
    ['for generation 0', good.replace('generation: 1', 'generation: 0'), 'RC6006', 3],
    ['for generation 1.5', good.replace('generation: 1', 'generation: 1.5'), 'RC6006', 3],
    ['for a generation in words', good.replace('generation: 1', 'generation: one'), 'RC6006', 3],
    ['for a short hash', good.replace(hash, '9f2c'), 'RC6006', 4],
    ['for a hash in capitals', good.replace(hash, hash.toUpperCase()), 'RC6006', 4],
    ['for a bad state', with5('    enableServiceLinks: yes'), 'RC6006', 5],
    ['without a generation', good.replace('    generation: 1\n', ''), 'RC6007', 2],
    ['without a hash', good.replace(/ {4}template.*\n/, ''), 'RC6007', 2],
  ];
  it.each(cases)('%s', (_, broken, code, line) => {
    const parsed = parseLock(broken);
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(problems.map((each) => [each.code, each.line])).toEqual([[code, line]]);
  });

  it('with all that is wrong, where it is', () => {
    const broken = `${head}    generation: 0\n    template: no\n    image: a\nversion: 1\n`;
    const { findings, lock } = readLock({ name: 'revcast.lock.yaml', text: broken });
    expect(lock).toBeUndefined();
    expect(findings.map(({ code, severity, source }) => [code, severity, source])).toEqual(
      [3, 4, 5].map((line) => [
        line === 5 ? 'RC6004' : 'RC6006',
        'error',
        { file: 'revcast.lock.yaml', line, column: 1 },
      ]),
    );
  });

  it('whatever it is', () => {
    const pieces = [
      'services:',
      '  a/b:',
      '    generation: 1',
      `    template: "`,
      'version: 1',
      "  '",
    ];
    const line = fc.oneof(fc.constantFrom(...pieces, `    template: ${hash}`), fc.string());
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const parsed = parseLock(lines.join('\n'));
        if ('problems' in parsed) {
          expect(parsed.problems.length).toBeGreaterThan(0);
          expect(parsed.problems.every((each) => each.line >= 1)).toBe(true);
        } else {
          expect(parseLock(printLock(parsed.lock))).toEqual(parsed);
        }
      }),
    );
  });

  it('but none at all is fine', () => {
    expect(readLock(undefined)).toEqual({ findings: [] });
  });
});

describe('git merges two branches', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'revcast-lock-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const entries = (...names: string[]): [string, LockEntry][] =>
    names.map((name) => [`ns/${name}`, { generation: 1, template: hash }]);
  const base: Lock = new Map(entries('b', 'd', 'f'));
  const changed = (name: string): Lock =>
    new Map([...base, [`ns/${name}`, { generation: 2, template: hash.replaceAll('9', '0') }]]);
  const added = (name: string): Lock => new Map([...base, ...entries(name)]);
  const removed = (name: string): Lock =>
    new Map([...base].filter(([key]) => key !== `ns/${name}`));

  it.each([
    ['that change neighbours', changed('b'), changed('d')],
    ['that change the last two', changed('d'), changed('f')],
    ['that change one and add its successor', changed('b'), added('c')],
    ['that change one and add its predecessor', changed('b'), added('a')],
    ['that change the last and add one behind', changed('f'), added('g')],
    ['that add two in different places', added('a'), added('e')],
    ['that change one and remove its successor', changed('b'), removed('d')],
    ['that change one and remove its predecessor', changed('d'), removed('b')],
    ['that change one and remove the last', changed('d'), removed('f')],
  ])('%s', (_, ours, theirs) => {
    const merged = merge(ours, theirs);
    expect(merged.status).toBe(0);
    const expected = new Map([...base].filter(([key]) => ours.has(key) && theirs.has(key)));
    for (const side of [ours, theirs]) {
      for (const [key, entry] of side) {
        if (JSON.stringify(base.get(key)) !== JSON.stringify(entry)) expected.set(key, entry);
      }
    }
    expect(parseLock(merged.text)).toEqual({ lock: new Map([...expected].sort()) });
  });

  it('not silently, when both change the same Service', () => {
    const other: Lock = new Map([...base, ['ns/b', { generation: 2, template: hash }]]);
    const merged = merge(changed('b'), other);
    expect(merged.status).toBe(1);
    const parsed = parseLock(merged.text);
    expect('problems' in parsed && parsed.problems.map(({ code }) => code)).toEqual(['RC6001']);
  });

  function merge(ours: Lock, theirs: Lock): { status: number | null; text: string } {
    const files = [ours, base, theirs].map((lock, index) => {
      const file = join(folder, `${index}.yaml`);
      writeFileSync(file, printLock(lock));
      return file;
    });
    const { status } = spawnSync('git', ['merge-file', ...files]);
    return { status, text: readFileSync(files[0] ?? '', 'utf8') };
  }

  it('with the git that is installed', () => {
    expect(execFileSync('git', ['--version']).toString()).toMatch(/^git version/);
  });
});
