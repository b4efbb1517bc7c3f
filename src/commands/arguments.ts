import { parseArgs } from 'node:util';
import { type Option, type Options, placeholder, type Usage } from './option.ts';
import { suggestion } from './suggest.ts';

/** What was written for one option, and how to name it in a message. */
export interface Given {
  readonly written: string;
  readonly texts: readonly string[];
  /** What stood there, where the texts were made of that. */
  readonly asWritten?: readonly string[];
}

export interface Scan {
  readonly flags: ReadonlyMap<string, Given>;
  readonly paths: readonly string[];
}

/** Sorts the arguments into flags and paths; no value is looked into yet. */
export function scanArguments(options: Options, args: readonly string[]): Scan | Usage {
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
