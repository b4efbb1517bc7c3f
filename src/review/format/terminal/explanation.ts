import type { Json } from '../../../json.ts';
import type { Explanation, Step } from '../../types.ts';
import type { Paper } from '../paper.ts';
import { type Line, padded, type Write, writeIn } from './line.ts';
import { wrapped } from './wrap.ts';

const fromColumns = 12;

/** Each field with its value, and below it where it comes from and why. */
export function explanationLines({ service, steps }: Explanation, paper: Paper): readonly Line[] {
  const write = writeIn(paper);
  const lines = steps.flatMap((step) => stepLines(step, write, paper.width));
  return [...wrapped([write(service, 'bold')], paper.width, 2), ...lines];
}

function stepLines(
  { field, value, from, origin, reason, source }: Step,
  write: Write,
  width: number | undefined,
): Line[] {
  const equals = value === undefined ? [] : [write(' = '), write(valueText(value), 'bold')];
  const place =
    source === undefined ? [] : [write(`  ${source.file}:${source.line}:${source.column}`, 'dim')];
  const origins: Line = [...padded([write(from)], fromColumns), write(origin), ...place];
  const below: Line[] = [origins, [...padded([], fromColumns), write(reason)]];
  return [
    [],
    ...wrapped([write(field), ...equals], width, 4),
    ...below.flatMap((line) => wrapped([write('  '), ...line], width, fromColumns + 2)),
  ];
}

/** Texts as they are, so that a query can be read. */
function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
