/** A token of a formula. `unclear` is one whose meaning revcast leaves to KEDA. */
export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'operator' | 'stray' | 'unclear' | 'end';
  readonly text: string;
  readonly offset: number;
}

const words: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'in', 'matches', 'contains', 'startsWith', 'endsWith'],
  ...['let', 'if', 'else'],
]);

const whole = '[0-9][0-9_]*';
/** A number ends where no letter or digit follows. */
const ends = '(?![\\p{L}\\p{Nd}_$.])';

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['unclear', /\/\/|\/\*|`|[bB]["']|["'][^"']*\\/y],
  ['text', /"[^"\n]*"|'[^'\n]*'/y],
  ['unclear', /0[xXoObB]/y],
  [
    'number',
    new RegExp(`(?:${whole}(?:\\.(?!\\.)[0-9_]*)?|\\.${whole})(?:[eE][+-]?${whole})?${ends}`, 'uy'),
  ],
  ['unclear', /\.?[0-9]/y],
  ['name', /[\p{L}_$][\p{L}\p{Nd}_$]*/uy],
  ['operator', /\?\?|\?\.|\.\.|\*\*|&&|\|\||[=!<>]=|::|[-+*/%^<>!?:.,;#|()[\]{}]/y],
];

/** The tokens of an expr-lang expression, with an `end` token last. */
export function tokensOf(formula: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < formula.length) {
    const token = tokenAt(formula, offset);
    if (!/^[\s\u0085]$/.test(token.text)) tokens.push(token);
    offset += token.text.length;
  }
  return [...tokens, { kind: 'end', text: '', offset }];
}

function tokenAt(formula: string, offset: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = offset;
    const text = pattern.exec(formula)?.[0];
    if (text === undefined) continue;
    return { kind: words.has(text) ? 'operator' : kind, text, offset };
  }
  return { kind: 'stray', text: String.fromCodePoint(formula.codePointAt(offset) ?? 0), offset };
}
