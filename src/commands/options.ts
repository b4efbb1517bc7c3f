import { quoted } from '../diagnostics/quoted.ts';
import { type Given, scanArguments } from './arguments.ts';
import { type Option, type Options, type Usage, type Values, variableOf } from './option.ts';
import { suggestion } from './suggest.ts';

export type Parsed<T extends Options> =
  | { readonly values: Values<T>; readonly paths: readonly string[] }
  | Usage;

/** Reads an environment variable by its exact name. */
export type Environment = (name: string) => string | undefined;

/** Where else than among the arguments a value may stand, or what is wrong with the one there. */
export type Lookup = (name: string, option: Option) => Given | Usage | undefined;

/** Flags win over the lookups, of which the first that has a value counts. */
export function readOptions<T extends Options>(
  options: T,
  args: readonly string[],
  ...lookups: readonly Lookup[]
): Parsed<T> {
  const scan = scanArguments(options, args);
  if ('usage' in scan) return scan;
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    const given = scan.flags.get(name) ?? first(lookups, name, option);
    const value = readGiven(option, given);
    if ('usage' in value) return value;
    values[name] = value.value;
  }
  return { values: values as Values<T>, paths: scan.paths };
}

function first(lookups: readonly Lookup[], name: string, option: Option): ReturnType<Lookup> {
  for (const lookup of lookups) {
    const given = lookup(name, option);
    if (given !== undefined) return given;
  }
  return undefined;
}

/** Looks flags up in `REVCAST_` variables; an empty one counts as not set. */
export function inEnvironment(environment: Environment, prefix = ''): Lookup {
  return (name, option) => {
    const variable = prefix + variableOf(name);
    const text = environment(variable);
    if (text === undefined || text === '') return undefined;
    return { written: variable, texts: isCollection(option) ? text.split(',') : [text] };
  };
}

/** Whether an option collects its values; of any other one given twice the last value counts. */
export function isCollection({ type }: Option): boolean {
  return type === 'values' || type === 'map';
}

function absent(option: Option): unknown {
  if (option.type === 'boolean') return false;
  if (option.type === 'choice') return option.default;
  if (option.type === 'map') return new Map();
  return option.type === 'values' ? [] : undefined;
}

/** The value that was given, or the one that an option has without. */
export function readGiven(
  option: Option,
  given: Given | Usage | undefined,
): { readonly value: unknown } | Usage {
  if (given === undefined) return { value: absent(option) };
  return 'usage' in given ? given : readValue(option, given);
}

function readValue(option: Option, { written, texts }: Given): { readonly value: unknown } | Usage {
  const text = texts.at(-1) ?? '';
  if (option.type === 'values') return { value: texts };
  if (option.type === 'map') return readMap(texts, written);
  if (option.type === 'value') return { value: text };
  if (option.type === 'choice') {
    if (option.choices.includes(text)) return { value: text };
    return { usage: notAChoice(written, text, option.choices) };
  }
  if (text === 'true' || text === '1') return { value: true };
  if (text === 'false' || text === '0') return { value: false };
  return { usage: notAChoice(written, text, ['true', 'false', '1', '0']) };
}

function readMap(texts: readonly string[], written: string): { readonly value: unknown } | Usage {
  const value = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) return { usage: `${written} has entries KEY=VALUE, not ${quoted(text)}` };
    value.set(text.slice(0, at), text.slice(at + 1));
  }
  return { value };
}

function notAChoice(written: string, text: string, choices: readonly string[]): string {
  const list = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  return `${written} is ${list}, not ${quoted(text)}${suggestion(text, choices)}`;
}
