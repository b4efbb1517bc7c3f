import type { SourceText } from '../manifest/types.ts';
import type { Finding, Position, Severity } from './types.ts';
import { pathText, sentence, subjectText, visible } from './words.ts';

type Style = 'bold' | 'dim' | Severity;
type Paint = (style: Style, text: string) => string;

const escapes: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  error: '1;31',
  warning: '1;33',
  info: '1;36',
};

/** The widest part of a source line that a frame shows. */
const shownWidth = 100;

/** For people at a terminal: each finding with the line it is about, and a caret below it. */
export function printFrames(
  findings: readonly Finding[],
  sources: readonly SourceText[],
  color: boolean,
): string {
  const paint: Paint = (style, text) => (color ? `\x1b[${escapes[style]}m${text}\x1b[0m` : text);
  const texts = new Map(sources.map(({ name, text }) => [name, text]));
  const lines = new Map<string, readonly string[]>();
  const lineAt = ({ file, line }: Position): string | undefined => {
    const known = lines.get(file) ?? (texts.get(file) ?? '').split(/\r?\n/);
    lines.set(file, known);
    return known[line - 1];
  };
  return findings.map((finding) => `${frame(finding, lineAt, paint)}\n\n`).join('');
}

function frame(
  finding: Finding,
  lineAt: (position: Position) => string | undefined,
  paint: Paint,
): string {
  const { code, severity, path, source, message, hint } = finding;
  const margin = ' '.repeat(String(source?.line ?? '').length);
  const bar = `${margin} ${paint('dim', '|')}`;
  const out = [`${paint(severity, severity)} ${code}: ${paint('bold', visible(message))}`];
  if (source !== undefined) {
    const place = `${source.file}:${source.line}:${source.column}`;
    out.push(`${margin}${paint('dim', '-->')} ${visible(place)}`);
    const shown = window(lineAt(source) ?? '', source.column - 1);
    if (shown.text.trim() !== '') {
      out.push(bar, `${paint('dim', `${source.line} |`)} ${shown.text}`);
      out.push(`${bar} ${' '.repeat(shown.caret)}${paint(severity, '^')}`);
    }
  }
  const where = [subjectText(finding), pathText(path)].filter((text) => text !== '').join(', ');
  if (where !== '') out.push(`${margin} ${paint('dim', '=')} ${visible(where)}`);
  if (hint !== '') out.push(`${margin} ${paint('dim', '=')} ${visible(sentence(hint))}`);
  return out.join('\n');
}

/** The part of a line around an offset, and where the offset is in it. */
function window(line: string, offset: number): { readonly text: string; readonly caret: number } {
  const start = offset < shownWidth ? 0 : offset - shownWidth / 2;
  const end = start + shownWidth;
  const left = start > 0 ? '…' : '';
  const right = end < line.length ? '…' : '';
  const readable = (from: number, to: number): string =>
    visible(line.slice(from, to).replaceAll('\t', '  '));
  return {
    text: `${left}${readable(start, end)}${right}`,
    caret: left.length + readable(start, offset).length,
  };
}
