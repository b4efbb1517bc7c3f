/** The white space that the line of an offset starts with. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** Spaces as wide as what is in front of an offset in its line. */
export function spacesTo(text: string, offset: number): string {
  return ' '.repeat(offset - lineStart(text, offset));
}

/** After white space and a comment, if the line ends then; else the offset itself. */
export function lineEnd(text: string, offset: number): number {
  const rest = /[ \t]*(?:[ \t]#[^\r\n]*)?(?=\r?\n|$)/y;
  rest.lastIndex = offset;
  return rest.test(text) ? rest.lastIndex : offset;
}

/**
 * Whether spaces or a comment follow in the next lines that are indented further than `indent`: a
 * literal block in front of them could take them for its own.
 */
export function isIndentedBehind(text: string, offset: number, indent: string): boolean {
  return indentedEnd(text, offset, indent) > lineEnd(text, offset);
}

/** The end of the line of an offset, or of the last such spaces or comment in the lines behind. */
export function indentedEnd(text: string, offset: number, indent: string): number {
  const line = /\r?\n( *)(#[^\r\n]*)?(?=\r?\n|$)/y;
  let end = lineEnd(text, offset);
  line.lastIndex = end;
  for (let found = line.exec(text); found !== null; found = line.exec(text)) {
    const [, spaces = '', comment] = found;
    if (spaces.length > indent.length) end = line.lastIndex;
    else if (comment !== undefined) break;
  }
  return end;
}

/** The line ends of a text, told by the first after an offset. */
export function eolOf(text: string, offset: number): '\n' | '\r\n' {
  const next = text.indexOf('\n', offset);
  return text[(next < 0 ? text.indexOf('\n') : next) - 1] === '\r' ? '\r\n' : '\n';
}

/** A byte order mark is in front of the first line. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start < offset && text.startsWith('\uFEFF', start) ? start + 1 : start;
}
