import { parseArgs } from 'node:util';
import { suggestion } from './suggest.ts';

interface Described {
  /** The one-letter spelling: `n` for `-n`. */
  readonly short?: string;
  /** One line for the help and the README. */
  readonly help: string;
}

/** One flag of a command. The table of these drives parsing, help, and the documentation. */
export type Option =
  | (Described & { readonly type: 'boolean' })
  | (Described & {
      readonly type: 'choice';
      readonly choices: readonly string[];
      readonly default: string;
    })
  | (Described & { readonly type: 'value'; readonly placeholder: string })
  | (Described & { readonly type: 'values'; readonly placeholder: string });

/** By flag name, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { type: 'boolean' }
  ? boolean
  : O extends { type: 'choice'; choices: readonly (infer Choice)[] }
    ? Choice
    : O extends { type: 'values' }
      ? readonly string[]
      : string | undefined;

export type Values<T extends Options> = { readonly [Name in keyof T]: ValueOf<T[Name]> };

export type Parsed<T extends Options> =
  | { readonly values: Values<T>; readonly paths: readonly string[] }
  | { readonly usage: string };

/** Reads an environment variable by its exact name. */
export type Environment = (name: string) => string | undefined;

/** The environment variable of a flag: `REVCAST_ONLY_GENERATED` for `--only-generated`. */
export function variableOf(name: string): string {
  return `REVCAST_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Flags win over the environment; an empty variable counts as not set. */
export function readOptions<T extends Options>(
  options: T,
  args: readonly string[],
  environment: Environment,
): Parsed<T> {
  const scan = scanArgs(options, args);
  if ('usage' in scan) return scan;
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    const given = scan.flags.get(name) ?? fromEnvironment(name, option, environment);
    const value = given === undefined ? { value: absent(option) } : readValue(option, given);
    if ('usage' in value) return value;
    values[name] = value.value;
  }
  return { values: values as Values<T>, paths: scan.paths };
}

/** What was written for one option, and how to name it in a message. */
interface Given {
  readonly written: string;
  readonly texts: readonly string[];
}

interface Scan {
  readonly flags: ReadonlyMap<string, Given>;
  readonly paths: readonly string[];
}

/** Sorts the arguments into flags and paths; no value is looked into yet. */
function scanArgs(options: Options, args: readonly string[]): Scan | { readonly usage: string } {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(options).map(nodeOption)),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Map<string, Given>();
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) {
      return { usage: `unknown flag ${token.rawName}${suggestFlag(token.rawName, options)}` };
    }
    const text = token.value ?? (option.type === 'boolean' ? 'true' : undefined);
    if (!text || (token.inlineValue === false && /^-./.test(text))) {
      return { usage: `${token.rawName} needs a value: ${token.rawName} ${placeholder(option)}` };
    }
    const before = flags.get(token.name)?.texts ?? [];
    flags.set(token.name, { written: token.rawName, texts: [...before, text] });
  }
  return { flags, paths };
}

function nodeOption([name, option]: [string, Option]): [
  string,
  { type: 'boolean' | 'string'; short?: string },
] {
  const type = option.type === 'boolean' ? 'boolean' : 'string';
  return [name, option.short === undefined ? { type } : { type, short: option.short }];
}

function suggestFlag(written: string, options: Options): string {
  return suggestion(
    written,
    Object.keys(options).map((name) => `--${name}`),
  );
}

function fromEnvironment(
  name: string,
  option: Option,
  environment: Environment,
): Given | undefined {
  const variable = variableOf(name);
  const text = environment(variable);
  if (text === undefined || text === '') return undefined;
  return { written: variable, texts: option.type === 'values' ? text.split(',') : [text] };
}

function absent(option: Option): unknown {
  if (option.type === 'boolean') return false;
  if (option.type === 'choice') return option.default;
  return option.type === 'values' ? [] : undefined;
}

/** Of an option given twice the last one counts, unless it collects its values. */
function readValue(
  option: Option,
  { written, texts }: Given,
): { readonly value: unknown } | { readonly usage: string } {
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
  return `${written} is ${list}, not ${JSON.stringify(text)}${suggestion(text, choices)}`;
}

/** How the help and the messages write the value of an option. */
export function placeholder(option: Option): string {
  if (option.type === 'boolean') return '';
  return option.type === 'choice' ? option.choices.join('|') : option.placeholder;
}
