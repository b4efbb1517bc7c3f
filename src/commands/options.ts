import { quoted } from '../diagnostics/quoted.ts';
import { type Given, scanArguments } from './arguments.ts';
import { type Option, type Options, type Usage, type Values, variableOf } from './option.ts';
import { suggestion } from './suggest.ts';

export type Parsed<T extends Options> =
  | { readonly values: Values<T>; readonly paths: readonly string[] }
  | Usage;

/** Reads an environment variable by its exact name. */
export type Environment = (name: string) => string | undefined;

/** Where else than among the arguments a value may stand. */
export type Lookup = (name: string, option: Option) => Given | undefined;

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
    const value = given === undefined ? { value: absent(option) } : readValue(option, given);
    if ('usage' in value) return value;
    values[name] = value.value;
  }
  return { values: values as Values<T>, paths: scan.paths };
}

function first(lookups: readonly Lookup[], name: string, option: Option): Given | undefined {
  for (const lookup of lookups) {
    const given = lookup(name, option);
    if (given !== undefined) return given;
  }
  return undefined;
}

/** Looks flags up in `REVCAST_` variables; an empty one counts as not set. */
export function inEnvironment(environment: Environment): Lookup {
  return (name, option) => {
    const variable = variableOf(name);
    const text = environment(variable);
    if (text === undefined || text === '') return undefined;
    return { written: variable, texts: option.type === 'values' ? text.split(',') : [text] };
  };
}

function absent(option: Option): unknown {
  if (option.type === 'boolean') return false;
  if (option.type === 'choice') return option.default;
  return option.type === 'values' ? [] : undefined;
}

/** Of an option given twice the last one counts, unless it collects its values. */
function readValue(option: Option, { written, texts }: Given): { readonly value: unknown } | Usage {
  const text = texts.at(-1) ?? '';
  if (option.type === 'values') return { value: texts };
  if (option.type === 'value') return { value: text };
  if (option.type === 'choice') {
    if (option.choices.includes(text)) return { value: text };
    return { usage: notAChoice(written, text, option.choices) };
  }
  if (text === 'true' || text === '1') return { value: true };
  if (text === 'false' || text === '0') return { value: false };
  return { usage: notAChoice(written, text, ['true', 'false', '1', '0']) };
}

function notAChoice(written: string, text: string, choices: readonly string[]): string {
  const list = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  return `${written} is ${list}, not ${quoted(text)}${suggestion(text, choices)}`;
}
