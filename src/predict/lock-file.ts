import { severityOf } from '../diagnostics/codes.ts';
import type { Finding } from '../diagnostics/types.ts';
import type { SourceText } from '../manifest/types.ts';
import { type NumberedLine, readLines } from './lock-lines.ts';
import type { LockProblem } from './lock-problems.ts';
import * as problem from './lock-problems.ts';
import type { Lock, LockEntry } from './types.ts';

export type { LockProblem } from './lock-problems.ts';

/**
 * Reads a lock file: strictly, because revcast writes it itself, and what it would guess at ends up
 * in revision names. Comments, blank lines, quotes and CRLF are taken.
 */
export function parseLock(
  text: string,
): { readonly lock: Lock } | { readonly problems: readonly LockProblem[] } {
  const lines = readLines(text);
  const conflict = lines.find(({ content }) => content.is === 'conflict');
  if (conflict !== undefined) return { problems: [problem.conflicted(conflict.line)] };
  const version = lines.findLast(({ content }) => content.is === 'version');
  const value = version?.content.is === 'version' ? version.content.value : undefined;
  if (version === undefined || value !== '1') {
    const last = lines.at(-1);
    return { problems: [problem.unsupported((version ?? last)?.line ?? 1, value)] };
  }
  const [services, ...rest] = lines;
  if (services?.content.is !== 'services') {
    return { problems: [problem.misread(services?.line ?? 1, services?.text ?? '')] };
  }
  const end = rest.at(-1) === version ? -1 : rest.length;
  const { lock, problems } = readEntries(rest.slice(0, end));
  return problems.length === 0 ? { lock } : { problems };
}

/** The lock of a lock file, if there is a file, and what is wrong with it as users get to see it. */
export function readLock(file: SourceText | undefined): {
  readonly lock?: Lock;
  readonly findings: readonly Finding[];
} {
  if (file === undefined) return { findings: [] };
  const parsed = parseLock(file.text);
  if ('lock' in parsed) return { lock: parsed.lock, findings: [] };
  const findings = parsed.problems.map(({ line, ...found }) => ({
    ...found,
    severity: severityOf(found.code),
    source: { file: file.name, line, column: 1 },
  }));
  return { findings };
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** The lines of one Service. */
interface Group {
  readonly key: string;
  readonly line: number;
  readonly fields: Field[];
}

function readEntries(lines: readonly NumberedLine[]): { lock: Lock; problems: LockProblem[] } {
  const { groups, problems } = grouped(lines);
  const lock = new Map<string, LockEntry>();
  for (const group of groups) {
    if (lock.has(group.key)) problems.push(problem.repeated(group.line, group.key));
    problems.push(...problemsOf(group));
    lock.set(group.key, entryOf(group));
  }
  return { lock, problems };
}

function grouped(lines: readonly NumberedLine[]): { groups: Group[]; problems: LockProblem[] } {
  const groups: Group[] = [];
  const problems: LockProblem[] = [];
  for (const { content, line, text } of lines) {
    const open = groups.at(-1);
    if (content.is === 'key') groups.push({ key: content.key, line, fields: [] });
    else if (content.is === 'field' && open !== undefined) open.fields.push({ ...content, line });
    else problems.push(problem.misread(line, text));
  }
  return { groups, problems };
}

const hash = { shape: /^[0-9a-f]{16}$/, expected: '16 hexadecimal digits' };
const values: ReadonlyMap<string, { readonly shape: RegExp; readonly expected: string }> = new Map([
  ['generation', { shape: /^[1-9]\d{0,14}$/, expected: 'a whole number from 1' }],
  ['template', hash],
  ['reapplied', hash],
  ['enableServiceLinks', { shape: /^(written|removed)$/, expected: 'written or removed' }],
]);

function problemsOf({ key, line, fields }: Group): LockProblem[] {
  const seen = new Set<string>();
  const problems = fields.flatMap((field): LockProblem[] => {
    const value = values.get(field.name);
    if (value === undefined) return [problem.unknownField(field.line, field.name)];
    if (seen.has(field.name)) return [problem.repeated(field.line, field.name)];
    seen.add(field.name);
    if (value.shape.test(field.value)) return [];
    return [problem.badValue(field.line, field.name, field.value, value.expected)];
  });
  const missing = ['generation', 'template'].filter((name) => !seen.has(name));
  return [...problems, ...missing.map((name) => problem.lacking(line, key, name))];
}

/** The entry of a group without problems. */
function entryOf({ fields }: Group): LockEntry {
  const found = new Map(fields.map(({ name, value }) => [name, value]));
  const reapplied = found.get('reapplied');
  const links = found.get('enableServiceLinks');
  return {
    generation: Number(found.get('generation')),
    template: found.get('template') ?? '',
    ...(reapplied !== undefined && { reapplied }),
    ...(links !== undefined && { enableServiceLinks: links === 'removed' ? 'removed' : 'written' }),
  };
}
