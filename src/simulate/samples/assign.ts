import { quoted } from '../../diagnostics/quoted.ts';
import type { Trigger } from '../../keda/scale.ts';
import { readCsv } from './csv.ts';
import { isJson, readPrometheus } from './prometheus.ts';
import type { SampleFile, SampleText, Series, Unreadable } from './types.ts';

/** A trigger, and what columns and messages call it. */
export interface NamedTrigger {
  readonly id: string;
  readonly index: number;
  readonly trigger: Trigger;
}

/** Whose samples are whose. */
export interface Samples {
  readonly byTrigger: ReadonlyMap<string, Series>;
  /** How many pods ran when the samples were taken. */
  readonly replicas?: Series;
  /** Columns of no trigger. */
  readonly unused: readonly string[];
  /** Whether times are since 1970; undefined where there are no samples. */
  readonly isAbsolute?: boolean;
}

/** Triggers by name, or else by type; where that isn't enough, `cpu[1]`. */
export function namedTriggers(triggers: readonly Trigger[]): NamedTrigger[] {
  const called = triggers.map(({ name, type }) => name ?? type);
  return triggers.map((trigger, index) => {
    const id = called[index] ?? '';
    const isUnique = called.filter((each) => each === id).length === 1;
    return { id: isUnique ? id : `${trigger.type}[${index}]`, index, trigger };
  });
}

const replicasColumn = 'replicas';

/** Reads all files, and finds out which trigger each of their columns is of. */
export function assignSamples(
  texts: readonly SampleText[],
  triggers: readonly NamedTrigger[],
): Samples | Unreadable {
  const read = texts.map((text) => ({
    text,
    file: isJson(text) ? readPrometheus(text) : readCsv(text),
  }));
  const problems = read.flatMap(({ file }) => ('problems' in file ? file.problems : []));
  const byTrigger = new Map<string, Series>();
  const unused: string[] = [];
  let replicas: Series | undefined;
  const files = read.flatMap(({ text, file }) => ('problems' in file ? [] : [{ text, file }]));
  for (const { text, file } of files) {
    for (const series of file.series) {
      if (series.name === replicasColumn) {
        replicas = series;
        continue;
      }
      const found = ownerOf(series, text, file, triggers);
      if (typeof found === 'string') problems.push(found);
      else if (found === undefined) unused.push(`${series.file}: ${series.name}`);
      else if (byTrigger.has(found.id)) problems.push(twice(series, found, byTrigger));
      else byTrigger.set(found.id, series);
    }
  }
  const starts = new Set(files.map(({ file }) => file.isAbsolute));
  if (starts.size > 1) problems.push(differentStarts(files.map(({ file }) => file)));
  if (problems.length > 0) return { problems };
  const [isAbsolute] = starts;
  return {
    byTrigger,
    unused,
    ...(replicas !== undefined && { replicas }),
    ...(isAbsolute !== undefined && { isAbsolute }),
  };
}

/** The trigger of a column; undefined where it is nobody's, a text where it can't be told. */
function ownerOf(
  { name, file }: Series,
  text: SampleText,
  { series }: SampleFile,
  triggers: readonly NamedTrigger[],
): NamedTrigger | string | undefined {
  const metrics = triggers.filter(({ trigger }) => trigger.type !== 'cron');
  if (text.trigger !== undefined) {
    const columns = series.filter((each) => each.name !== replicasColumn);
    if (columns.length > 1) {
      return `${file}: it is given for ${text.trigger} alone, and has ${columns.length} columns`;
    }
    return (
      triggerCalled(text.trigger, metrics) ?? `${file}: ${unknownTrigger(text.trigger, metrics)}`
    );
  }
  if (name !== '') return triggerCalled(name, metrics);
  const [only, ...others] = metrics;
  if (only !== undefined && others.length === 0) return only;
  return `${file}: it doesn't tell which trigger it is of: write --samples TRIGGER=${file}, with ${listed(metrics)}`;
}

/** By id, name, index, or the type that only one of them has. */
export function triggerCalled(
  name: string,
  triggers: readonly NamedTrigger[],
): NamedTrigger | undefined {
  const byId = triggers.find(({ id }) => id === name);
  if (byId !== undefined) return byId;
  const typed = triggers.filter(({ trigger }) => trigger.type === name);
  return typed.length === 1 ? typed[0] : triggers.find(({ index }) => String(index) === name);
}

export function unknownTrigger(name: string, triggers: readonly NamedTrigger[]): string {
  return `there is no trigger ${quoted(name)} that has samples: ${listed(triggers)}`;
}

export function listed(triggers: readonly NamedTrigger[]): string {
  return triggers.length === 0 ? 'there is none' : triggers.map(({ id }) => id).join(', ');
}

function twice({ file }: Series, { id }: NamedTrigger, taken: ReadonlyMap<string, Series>): string {
  return `${file}: it has samples of ${id}, and so has ${taken.get(id)?.file ?? ''}`;
}

function differentStarts(files: readonly SampleFile[]): string {
  const named = (isAbsolute: boolean): string =>
    files.find((file) => file.isAbsolute === isAbsolute)?.series[0]?.file ?? '';
  return `${named(false)}: its times count from their own start, and those of ${named(true)} from 1970`;
}
