import type { Position } from '../../../diagnostics/types.ts';
import { isObject, type Json } from '../../../json.ts';
import type { Explanation, Step } from '../../types.ts';
import type { Paper } from '../paper.ts';
import { type Line, padded, type Write, writeIn } from './line.ts';
import { wrapped } from './wrap.ts';

const fromColumns = 12;

/** Each field with its value, and below it where it comes from and why. */
export function explanationLines(explanation: Explanation, paper: Paper): readonly Line[] {
  const { service, source, rendered, steps } = explanation;
  const write = writeIn(paper);
  const of = rendered === undefined ? '' : ` (${rendered})`;
  const heading = [write(service, 'bold'), write(`  ${placeText(source)}${of}`, 'dim')];
  const lines = steps.flatMap((step) => stepLines(step, write, paper.width));
  return [...wrapped(heading, paper.width, 2), ...lines];
}

function stepLines(step: Step, write: Write, width: number | undefined): Line[] {
  const { from, origin, reason, source } = step;
  const place = source === undefined ? [] : [write(`  ${placeText(source)}`, 'dim')];
  const below: Line[] = [
    [...padded([write(from)], fromColumns), write(origin), ...place],
    [...padded([], fromColumns), write(reason)],
  ];
  return [
    [],
    ...fieldLines(step, write).flatMap((line) => wrapped(line, width, 6)),
    ...below.flatMap((line) => wrapped([write('  '), ...line], width, fromColumns + 2)),
  ];
}

/** `spec.maxReplicaCount = 10`; the entries of labels, a line each. */
function fieldLines({ field, value }: Step, write: Write): Line[] {
  if (value === undefined) return [[write(field)]];
  if (isObject(value) && Object.keys(value).length > 1) {
    const entries = Object.entries(value).map(
      ([key, entry]): Line => [write(`    ${key}: `), write(valueText(entry), 'bold')],
    );
    return [[write(field)], ...entries];
  }
  return [[write(`${field} = `), write(valueText(value), 'bold')]];
}

function placeText({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

/** Texts as they are but for line breaks, so that a query can be read. */
function valueText(value: Json): string {
  return typeof value === 'string' ? value.replace(/\s*\n\s*/g, ' ').trim() : JSON.stringify(value);
}
