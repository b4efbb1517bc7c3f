import type { Json } from '../../src/json.ts';

/** A number below 1000, which makes the next decision. */
type Choose = () => number;

/** Block YAML with decisions about indentation, comments, blank lines and quotes. */
export function writeBlock(value: Json, choose: Choose): string {
  return write(value, '', choose).replace(/^[\n ]/, '');
}

/** Starts with a line break if it is a block, with a space if it is a scalar. */
function write(value: Json, indent: string, choose: Choose): string {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return ` ${spell(value, indent, choose)}${choose() % 20 === 0 ? ' # why' : ''}`;
  }
  if (Array.isArray(value)) {
    return value
      .map((item) => `\n${gap(indent, choose)}${indent}-${writeItem(item, indent, choose)}`)
      .join('');
  }
  return Object.entries(value)
    .map(([name, item]) => {
      const inner = Array.isArray(item) && choose() % 2 === 0 ? indent : deeper(indent, choose);
      const key = spell(name, indent, choose);
      return `\n${gap(indent, choose)}${indent}${key}:${write(item, inner, choose)}`;
    })
    .join('');
}

/** A block may start in the line of the dash. */
function writeItem(item: Json, indent: string, choose: Choose): string {
  if (choose() % 3 === 0) return write(item, deeper(indent, choose), choose);
  return write(item, `${indent}  `, choose).replace(/^\n +/, ' ');
}

function deeper(indent: string, choose: Choose): string {
  return indent + [' ', '  ', '  ', '  ', '    '][choose() % 5];
}

function gap(indent: string, choose: Choose): string {
  return ['\n', '# note\n', `${indent}# note\n`, `${indent} \n`][choose() % 40] ?? '';
}

/** A scalar in any style, whether it may be written in that style or not. */
function spell(value: Json, indent: string, choose: Choose): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const lines = text.split('\n').map((line) => `${indent}  ${line}`);
  switch (choose() % 12) {
    case 0:
    case 1:
      return JSON.stringify(text);
    case 2:
      return `'${text.replaceAll("'", "''")}'`;
    case 3:
      return `|${['', '-', '+'][choose() % 3]}\n${lines.join('\n')}`;
    case 4:
      return `[${text}, "b", ${choose() % 2 === 0 ? "'c'" : 'd: e'}]`;
    default:
      return text;
  }
}
