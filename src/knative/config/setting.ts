import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { type Duration, parseDuration } from '../../go/duration.ts';
import {
  type ParsedNumber,
  parseBool,
  parseFloat64,
  parseInt32,
  parseInt64,
} from '../../go/numbers.ts';
import { parseQuantity } from '../../go/quantity.ts';
import type { StringMap } from '../types.ts';

/** One key of a cluster's ConfigMap: how its text is read, and what counts without it. */
export interface Setting<T> {
  readonly fallback: T;
  /** What a message says that the text should have been. */
  readonly expected: string;
  /** undefined: Knative refuses the text, and with it the whole ConfigMap. */
  readonly parse: (text: string) => T | undefined;
}

function withoutError({ value, error }: ParsedNumber): number | undefined {
  return error === undefined ? value : undefined;
}

export function string(fallback: string): Setting<string> {
  return { fallback, expected: 'a string', parse: (text) => text };
}

export function bool(fallback: boolean): Setting<boolean> {
  return { fallback, expected: 'true or false', parse: parseBool };
}

export function int32(fallback: number): Setting<number> {
  const parse = (text: string): number | undefined => withoutError(parseInt32(text));
  return { fallback, expected: 'an integer', parse };
}

export function int64(fallback: number): Setting<number> {
  const parse = (text: string): number | undefined => withoutError(parseInt64(text));
  return { fallback, expected: 'an integer', parse };
}

export function float(fallback: number): Setting<number> {
  const parse = (text: string): number | undefined => withoutError(parseFloat64(text));
  return { fallback, expected: 'a number', parse };
}

export function duration(fallback: Duration): Setting<Duration> {
  return { fallback, expected: 'a duration such as "60s"', parse: parseDuration };
}

/** A quantity as the ConfigMap spells it; empty: not set. */
export function quantity(): Setting<string> {
  const parse = (text: string): string | undefined =>
    parseQuantity(text) === undefined ? undefined : text;
  return { fallback: '', expected: 'a quantity such as "100m"', parse };
}

type Settings = Readonly<Record<string, Setting<unknown>>>;

export type ValuesOf<S extends Settings> = {
  -readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** A rule over a ConfigMap's values: why Knative refuses the value of `key`, if it does. */
export interface Check<V> {
  readonly key: keyof V & string;
  readonly refuses: (values: V) => boolean;
  readonly expected: string;
}

export function check<V>(
  key: Check<V>['key'],
  expected: string,
  refuses: (values: V) => boolean,
): Check<V> {
  return { key, expected, refuses };
}

/** The values of a ConfigMap. One that Knative refuses counts as not written. */
export function readSettings<S extends Settings>(
  settings: S,
  checks: readonly Check<ValuesOf<S>>[],
  data: StringMap,
): { readonly values: ValuesOf<S>; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const parsed = Object.entries(settings).map(([key, { fallback, expected, parse }]) => {
    const text = data[key];
    const value = text === undefined ? fallback : parse(text);
    if (value === undefined) problems.push(refused(key, quoted(text ?? ''), expected));
    return [key, value === undefined ? fallback : value];
  });
  const values: ValuesOf<S> = Object.fromEntries(parsed);
  for (const { key, refuses, expected } of checks) {
    if (!refuses(values)) continue;
    const text = data[key];
    const found = text === undefined ? `${values[key]} by default` : quoted(text);
    problems.push(refused(key, found, expected));
    Object.assign(values, { [key]: settings[key]?.fallback });
  }
  return { values, problems: [...problems, ...unknownKeys(Object.keys(settings), data)] };
}

function refused(key: string, found: string, expected: string): Problem {
  return {
    code: 'RC2801',
    path: ['data', key],
    message: `${key} is ${found}, where ${expected} is expected`,
    hint: 'Correct it: the cluster refuses this ConfigMap, so revcast goes by the default.',
  };
}

/** Keys that look like known ones. Others may be meant for another version of Knative. */
export function unknownKeys(known: readonly string[], data: StringMap): Problem[] {
  return Object.keys(data)
    .filter((key) => !key.startsWith('_') && !known.includes(key))
    .flatMap((key) => {
      const near = nearest(key, known);
      return near === undefined ? [] : [unknownKey(key, near)];
    });
}

function unknownKey(key: string, near: string): Problem {
  return {
    code: 'RC2802',
    path: ['data', key],
    message: `${key} is not a setting that Knative knows, so it has no effect`,
    hint: `Did you mean ${near}?`,
  };
}
