import type { Json } from '../../../json.ts';
import type { Change, FieldChange, Meaning } from '../../types.ts';
import { type Charset, signsOf } from '../../words/charset.ts';
import { type Line, lineColumns, padded, type Write } from './line.ts';
import { wrapped } from './wrap.ts';

/** Without a terminal's edge, what is longer than this is written below each other. */
const readable = 120;

/** What a change means, and which fields it is made of. */
export function detailLines(
  { fields, meanings }: Change,
  charset: Charset,
  write: Write,
  width: number | undefined,
): Line[] {
  const paths = fields.map((field): Line => pathLine(field, write));
  const edge = Math.min(width ?? readable, readable);
  const longest = Math.min(edge / 2, Math.max(0, ...paths.map(lineColumns)));
  return [
    ...meanings.flatMap((meaning) => wrapped(meaningLine(meaning, write), width, 2)),
    ...fields.flatMap((field) => {
      const path = pathLine(field, write);
      const line = [...padded(path, longest), { text: '  ' }, ...valuesLine(field, charset, write)];
      if (lineColumns(line) <= edge) return [line];
      return [path, ...diffLines(field, write)].flatMap((line) => wrapped(line, width, 6));
    }),
  ];
}

function meaningLine({ level, message }: Meaning, write: Write): Line {
  if (level === 'info') return [write('note:', 'info'), write(` ${message}`)];
  return [write('caution:', 'warning'), write(` ${message}`)];
}

/** `~ spec.maxReplicaCount`: `+` for what was not there, `-` for what is not there any more. */
function pathLine({ path, ...field }: FieldChange, write: Write): Line {
  if (field.old === undefined) return [write('+ ', 'added'), write(path)];
  if (field.new === undefined) return [write('- ', 'removed'), write(path)];
  return [write('~ ', 'warning'), write(path)];
}

function valuesLine(field: FieldChange, charset: Charset, write: Write): Line {
  const old = field.old === undefined ? [] : [write(valueText(field.old), 'removed')];
  const now = field.new === undefined ? [] : [write(valueText(field.new), 'added')];
  const arrow = old.length + now.length < 2 ? [] : [write(` ${signsOf(charset).arrow} `)];
  return [...old, ...arrow, ...now];
}

function diffLines(field: FieldChange, write: Write): Line[] {
  const line = (sign: string, value: Json | undefined, style: 'added' | 'removed'): Line[] =>
    value === undefined ? [] : [[write(`    ${sign} ${valueText(value)}`, style)]];
  return [...line('-', field.old, 'removed'), ...line('+', field.new, 'added')];
}

function valueText(value: Json): string {
  return JSON.stringify(value);
}
