import type { TextProblem } from './text-problem.ts';

/** Characters that texts seldom hold. The fast reader is not made for them. */
const unusual = /[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]|\r(?!\n)/;

/**
 * What go-yaml refuses; a lone CR, which is a line break for it and not for who splits the text
 * before; a byte order mark at the start of a line, which it passes over and counts as a column.
 */
const refused = /[^\t\n\r\x20-\x7e\x85\xa0-\ufffd]|\r(?!\n)|(?<![^\n])\uFEFF/;

export function isUsual(text: string): boolean {
  return !unusual.test(text);
}

/** The first character that is refused, if there is one. */
export function characterProblem(text: string): TextProblem | undefined {
  const offset = text.search(refused);
  if (offset < 0) return undefined;
  const others = text.split(new RegExp(refused, 'g')).length - 2;
  const more = others > 0 ? `, the first of ${others + 1} of the kind` : '';
  return strangeCharacter(text, offset, `is not allowed here${more}`);
}

export function strangeCharacter(text: string, offset: number, what: string): TextProblem {
  const unit = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  return {
    code: 'RC1008',
    message: `the character U+${unit} ${what}`,
    hint: `Remove it, or write it as "\\u${unit}" in double quotes`,
    offset,
  };
}
