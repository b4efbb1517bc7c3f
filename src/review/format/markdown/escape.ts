import { visible } from '../../../diagnostics/words.ts';

/** Shown as nothing, and between two characters so that they make no reference. */
const apart = '&#8203;';

/**
 * Text of others for Markdown as GitHub and GitLab read it, in cells and in HTML too: shown as it
 * is, with nothing in it that is markup, a link, a reference (`@team`, `#12`, `!12`), an emoji or a
 * formula. References are looked for after the entities are read, so that these alone don't help.
 */
export function prose(text: string): string {
  return visible(text)
    .replace(/[@#!~%^&$:](?=\S)|\bGH-(?=\d)|www(?=\.)/gi, (start) => `${start}\u200b`)
    .replace(/[\\`*_[\]<>&|~$\u200b]/g, entity)
    .replaceAll('&#36;', '<span>&#36;</span>');
}

/**
 * As code, on one line. A code span can't hold every text in every place: a backtick needs longer
 * ones around it, and a cell's end is found before the span is. An `@` would mention people where
 * somebody quotes the comment in a mail.
 */
export function code(text: string): string {
  const line = visible(text);
  const isPlain = /^[^\s`|\\@][^`|\\@]*$/.test(line) && !line.endsWith(' ');
  return isPlain ? `\`${line}\`` : htmlCode(line);
}

/** As code where a line is HTML from its start. */
export function htmlCode(text: string): string {
  const encoded = visible(text).replace(/[^A-Za-z0-9\s/-]/g, (sign) =>
    isAscii(sign) ? entity(sign) + (sign === '@' ? apart : '') : sign,
  );
  return `<code>${encoded}</code>`;
}

/** A block of lines, in a fence that is longer than any in it. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const lines = text.replace(/\n$/, '').split('\n').map(visible);
  return `${fence}${language}\n${lines.join('\n')}\n${fence}\n`;
}

function entity(character: string): string {
  return character === '\u200b' ? apart : `&#${character.charCodeAt(0)};`;
}

function isAscii(character: string): boolean {
  return character < '\u0080';
}
