import { quoted } from '../../diagnostics/quoted.ts';
import { isObject, type Json } from '../../json.ts';
import type { Point, SampleFile, SampleText, Unreadable } from './types.ts';

/**
 * The answer of Prometheus to a range query, as its API or `promtool query range -o json` gives it:
 * one series.
 */
export function readPrometheus({ name, text }: SampleText): SampleFile | Unreadable {
  const parsed = parseJson(text);
  if (typeof parsed === 'string') return { problems: [`${name}: it is no JSON: ${parsed}`] };
  const result = resultOf(parsed.json);
  if (typeof result === 'string') return { problems: [`${name}: ${result}`] };
  const [first, ...others] = result;
  if (first === undefined) {
    return { problems: [`${name}: the answer has no series: the query found nothing`] };
  }
  if (others.length > 0) return { problems: [`${name}: ${several(result)}`] };
  const points = pointsOf(first);
  if (typeof points === 'string') return { problems: [`${name}: ${points}`] };
  return {
    series: [{ name: '', file: name, points: withGaps(points), isPrometheus: true }],
    isAbsolute: true,
  };
}

function parseJson(text: string): { readonly json: Json } | string {
  try {
    return { json: JSON.parse(text) as Json };
  } catch (error) {
    return error instanceof SyntaxError ? error.message : String(error);
  }
}

const rangeQuery = 'expected is the answer to /api/v1/query_range';

function resultOf(json: Json): readonly Json[] | string {
  if (Array.isArray(json)) return json;
  if (!isObject(json)) return `it is ${quoted(json)}: ${rangeQuery}`;
  if (json.status === 'error')
    return `Prometheus answered with an error: ${quoted(json.error ?? null)}`;
  const data = isObject(json.data) ? json.data : json;
  const { resultType, result } = data;
  if (resultType !== undefined && resultType !== 'matrix') {
    return `data.resultType is ${quoted(resultType)}: ${rangeQuery}, whose is "matrix"`;
  }
  return Array.isArray(result) ? result : `there is no data.result: ${rangeQuery}`;
}

function several(result: readonly Json[]): string {
  const labels = result.slice(0, 3).map((series) => labelsOf(series));
  const more = result.length > labels.length ? ', …' : '';
  return `it has ${result.length} series (${labels.join(', ')}${more}), and a trigger sees one: aggregate them in the query, or give each trigger a file of its own`;
}

function labelsOf(series: Json): string {
  return quoted(isObject(series) && isObject(series.metric) ? series.metric : {});
}

function pointsOf(series: Json): Point[] | string {
  const values = isObject(series) ? series.values : undefined;
  if (!Array.isArray(values) || values.length === 0) {
    const hint = isObject(series) && 'value' in series ? ': this is an instant query' : '';
    return `data.result[0].values is no list of samples${hint}; ${rangeQuery}`;
  }
  const points: Point[] = [];
  for (const [index, pair] of values.entries()) {
    const point = pointOf(pair);
    const place = `data.result[0].values[${index}]`;
    if (point === undefined) {
      return `${place} is ${quoted(pair)}, where [seconds, "value"] is expected`;
    }
    const before = points.at(-1)?.time ?? -1;
    if (point.time <= before) return `${place} is not after the sample before it`;
    points.push(point);
  }
  return points;
}

function pointOf(pair: Json): Point | undefined {
  if (!Array.isArray(pair) || pair.length !== 2) return undefined;
  const [time, text] = pair;
  if (typeof time !== 'number' || typeof text !== 'string') return undefined;
  if (/^(NaN|[+-]?Inf)$/.test(text)) return { time, value: null };
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? { time, value } : undefined;
}

/** Samples come at every step of a range query; where one doesn't come, the query found nothing. */
function withGaps(points: readonly Point[]): Point[] {
  const step = shortest(points);
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    const isGap = next !== undefined && next.time - point.time > step * 1.5;
    return isGap ? [point, { time: point.time + step, value: null }] : [point];
  });
}

function shortest(points: readonly Point[]): number {
  let step = Number.POSITIVE_INFINITY;
  let before = Number.NEGATIVE_INFINITY;
  for (const { time } of points) {
    step = Math.min(step, time - before);
    before = time;
  }
  return step;
}

/** Whether a text is JSON rather than a table. */
export function isJson({ text }: SampleText): boolean {
  return /^\s*[[{]/.test(text);
}
