import { CsvError, parse } from 'csv-parse/sync';
import { quoted } from '../../diagnostics/quoted.ts';
import { parseQuantity, quantityValue } from '../../go/quantity.ts';
import { parseTime, type SampleTime, timeForms } from './time.ts';
import type { SampleFile, SampleText, Unreadable } from './types.ts';

interface Row {
  /** In the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Beyond so many nobody reads on. */
const most = 20;

/**
 * A table with a header: `time`, and a column for each trigger. A value holds until the next row; an
 * empty cell says that the metric is missing from then on.
 */
export function readCsv({ name, text }: SampleText): SampleFile | Unreadable {
  const rows = rowsOf(name, text);
  if ('problems' in rows) return rows;
  const [header, ...body] = rows;
  if (header === undefined) return { problems: [`${name}: it is empty`] };
  const problem = headerProblem(name, header);
  if (problem !== undefined) return { problems: [problem] };
  if (body.length === 0) return { problems: [`${name}: there is a header, and no row of samples`] };
  const times = timesOf(name, body);
  const columns = header.cells
    .slice(1)
    .map((column, index) => columnOf(name, column, index + 1, body));
  const problems = [times, ...columns].flatMap((each) => each.problems);
  if (problems.length > 0) return { problems: problems.slice(0, most) };
  const series = columns.map(({ column, values }) => {
    const points = values.map((value, index) => ({ time: times.seconds[index] ?? 0, value }));
    return { name: column, file: name, points, isPrometheus: false };
  });
  return { series, isAbsolute: times.isAbsolute };
}

function rowsOf(name: string, text: string): readonly Row[] | Unreadable {
  const lines: number[] = [];
  try {
    const records = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      skip_empty_lines: true,
      trim: true,
      on_record: (record: string[], { lines: line }) => {
        lines.push(line);
        return record;
      },
    });
    return records.map((cells, index) => ({ line: lines[index] ?? 0, cells }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { problems: [`${name}: ${error.message}`] };
  }
}

function headerProblem(file: string, { line, cells }: Row): string | undefined {
  const [first = '', ...columns] = cells;
  const place = `${file}:${line}`;
  if (!/^time(stamp)?$/i.test(first)) {
    const hint = parseTime(first) === undefined ? '' : ': the file lacks its header';
    return `${place}: the first column is ${quoted(first)}, where a header with "time" is expected${hint}`;
  }
  if (columns.length === 0) return `${place}: there is no column besides ${first}`;
  const empty = columns.indexOf('');
  if (empty >= 0) return `${place}: column ${empty + 2} has no name`;
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  return twice === undefined ? undefined : `${place}: there are two columns ${quoted(twice)}`;
}

interface Times extends Unreadable {
  readonly seconds: readonly number[];
  readonly isAbsolute: boolean;
}

function timesOf(file: string, body: readonly Row[]): Times {
  const problems: string[] = [];
  const seconds: number[] = [];
  let before: SampleTime | undefined;
  for (const row of body) {
    const text = row.cells[0] ?? '';
    const time = parseTime(text);
    const problem = timeProblem(text, time, before);
    if (problem !== undefined)
      problems.push(`${file}:${row.line}: time ${quoted(text)} ${problem}`);
    seconds.push(time?.seconds ?? 0);
    before = time ?? before;
  }
  return { problems, seconds, isAbsolute: before?.isAbsolute === true };
}

function timeProblem(
  text: string,
  time: SampleTime | undefined,
  before: SampleTime | undefined,
): string | undefined {
  if (time === undefined) return `can't be read: expected ${timeForms}${zoneHint(text)}`;
  if (before === undefined) return undefined;
  if (time.isAbsolute !== before.isAbsolute) {
    return 'is counted from another start than the times before it';
  }
  if (time.seconds === before.seconds) return 'is the same as in the row before';
  return time.seconds < before.seconds
    ? 'is before that of the row before: rows go by time'
    : undefined;
}

function zoneHint(text: string): string {
  const isZoneless = parseTime(`${text.trim()}Z`) !== undefined;
  return isZoneless ? '; it lacks a time zone, such as Z for UTC' : '';
}

interface Column extends Unreadable {
  readonly column: string;
  readonly values: readonly (number | null)[];
}

function columnOf(file: string, column: string, index: number, body: readonly Row[]): Column {
  const problems: string[] = [];
  const values = body.map(({ line, cells }) => {
    const text = cells[index] ?? '';
    const value = numberIn(text);
    if (value !== undefined) return value;
    problems.push(
      `${file}:${line}: ${column} is ${quoted(text)}, where a number is expected, or nothing where it is missing`,
    );
    return null;
  });
  return { column, values, problems };
}

/** Null where it is missing, undefined where it is no number. */
function numberIn(text: string): number | null | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === '' || /^(nan|null|undefined)$/i.test(text)) return null;
  const quantity = parseQuantity(text);
  const value = quantity && quantityValue(quantity);
  return Number.isFinite(value) ? value : undefined;
}
