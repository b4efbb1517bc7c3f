import { CST } from 'yaml';

/** The text that a scalar stands for, before it is taken for a number or a word. */
export function textOf(token: CST.FlowScalar | CST.BlockScalar): string {
  return CST.resolveAsScalar(token, false, () => undefined).value;
}

/** The same, if the scalar's source has no mistake, such as an unknown escape. */
export function validTextOf(token: CST.FlowScalar | CST.BlockScalar): string | undefined {
  let isValid = true;
  const { value } = CST.resolveAsScalar(token, true, () => {
    isValid = false;
  });
  return isValid ? value : undefined;
}

/** How a block scalar starts: `|`, `>-`, `|2+`. */
export function blockHeader({ props }: CST.BlockScalar): string {
  const header = props[0];
  return header !== undefined && 'source' in header ? header.source : '|';
}

/** How many spaces at the start of each line are indentation. */
export function blockIndent(token: CST.BlockScalar): number {
  const given = /\d/.exec(blockHeader(token));
  if (given !== null) return Math.max(token.indent, 0) + Number(given[0]);
  return /^(?: *\r?\n)*( *)/.exec(token.source)?.[1]?.length ?? 0;
}

/** Where a block scalar's content starts: where its first line does. */
export function blockStart({ offset, props }: CST.BlockScalar): number {
  const last = props.at(-1);
  return last !== undefined && 'source' in last ? last.offset + last.source.length : offset;
}

/**
 * Where a block scalar ends: before the break of the last line that is more than indentation, or
 * with `+` before its last line break; behind the header if there is no such line.
 */
export function blockEnd(token: CST.BlockScalar): number {
  const { source, props } = token;
  const lines = source.split('\n');
  if (blockHeader(token).includes('+')) {
    if (lines.at(-1) === '') lines.pop();
  } else {
    const blank = blockIndent(token);
    while (isBlank(lines.at(-1), blank)) lines.pop();
  }
  const content = lines.join('\n').replace(/\r$/, '');
  if (lines.length > 0) return blockStart(token) + content.length;
  const mark = props.findLast(({ type }) => type === 'block-scalar-header' || type === 'comment');
  return mark !== undefined && 'source' in mark ? mark.offset + mark.source.length : token.offset;
}

function isBlank(line: string | undefined, indent: number): boolean {
  return line !== undefined && /^ *\r?$/.test(line) && line.replace('\r', '').length <= indent;
}
