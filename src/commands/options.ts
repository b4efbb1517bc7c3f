import { quoted } from '../diagnostics/quoted.ts';
import { type Given, scanArguments } from './arguments.ts';
import { type Option, type Options, type Usage, type Values, variableOf } from './option.ts';
import { suggestion } from './suggest.ts';

export type Parsed<T extends Options> =
  | { readonly values: Values<T>; readonly paths: readonly string[] }
  | Usage;

/** Reads an environment variable by its exact name. */
export type Environment = (name: string) => string | undefined;

/** Flags win over the environment; an empty variable counts as not set. */
export function readOptions<T extends Options>(
  options: T,
  args: readonly string[],
  environment: Environment,
): Parsed<T> {
  const scan = scanArguments(options, args);
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
