import type { Code } from '../diagnostics/codes.ts';
import { quoted } from '../diagnostics/quoted.ts';
import type { Json } from '../json.ts';

/** What is wrong with a text, as opposed to the object in it. */
export interface TextProblem {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
  /** Where it is: an offset into the text that was read. */
  readonly offset: number;
}

export type Parsed = { readonly value: Json } | { readonly problems: readonly TextProblem[] };

/** The text from an offset to the end of its line, as messages show it. */
export function quoteLine(text: string, offset: number): string {
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(offset, offset + 200)) ?? [];
  return line === '' ? 'the end of the line' : quoted(line);
}
