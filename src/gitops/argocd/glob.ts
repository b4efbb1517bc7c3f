/** Where in a pattern its reader is, and what it has made of it so far. */
interface Reading {
  readonly characters: readonly string[];
  at: number;
  /** Of how many open braces. */
  depth: number;
  expression: string;
}

/**
 * A glob of Argo CD's directory source as a regular expression, or what is wrong with it. The dialect
 * is that of gobwas/glob without separators, so that `*` and `?` match slashes too: `*`, `?`, `[abc]`,
 * `[!a-z]`, `{a,b}`, nested as well, and a backslash before what stands for itself.
 */
export function globExpression(pattern: string): RegExp | { readonly wrong: string } {
  const reading: Reading = { characters: [...pattern], at: 0, depth: 0, expression: '' };
  while (reading.at < reading.characters.length) {
    const part = nextPart(reading);
    if (typeof part !== 'string') return part;
    reading.expression += part;
  }
  // A brace that stays open ends with the pattern.
  const source = reading.expression + ')'.repeat(reading.depth);
  return new RegExp(`^(?:${source})$`, 'su');
}

function nextPart(reading: Reading): string | { readonly wrong: string } {
  const character = reading.characters[reading.at++] ?? '';
  switch (character) {
    case '*':
      return '.*';
    case '?':
      return '.';
    case '[':
      return set(reading);
    case '\\':
      return literal(reading.characters[reading.at++] ?? '');
    case '{':
      reading.depth++;
      return '(?:';
    case '}':
      if (reading.depth === 0) return literal(character);
      reading.depth--;
      return ')';
    case ',':
      return reading.depth === 0 ? literal(character) : '|';
    default:
      return literal(character);
  }
}

/** Either one range or a list of characters: in a list a hyphen stands for itself. */
function set(reading: Reading): string | { readonly wrong: string } {
  const { characters } = reading;
  const not = characters[reading.at] === '!';
  if (not) reading.at++;
  const [low = '', hyphen, high = '', close] = characters.slice(reading.at, reading.at + 4);
  if (hyphen === '-') {
    reading.at += 4;
    if (close !== ']') return { wrong: 'a range is one like [a-z]' };
    if (high < low) return { wrong: `the range ${low}-${high} is empty` };
    return `[${not ? '^' : ''}${member(low)}-${member(high)}]`;
  }
  let list = '';
  while (reading.at < characters.length && characters[reading.at] !== ']') {
    if (characters[reading.at] === '\\') reading.at++;
    list += member(characters[reading.at++] ?? '');
  }
  if (reading.at++ >= characters.length) return { wrong: 'a [ has no ]' };
  return list === '' ? { wrong: '[] is empty' } : `[${not ? '^' : ''}${list}]`;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

/** A character as it stands between brackets. */
function member(character: string): string {
  return character.replace(/[\\\]^-]/, '\\$&');
}
