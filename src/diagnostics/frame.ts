import type { SourceText } from '../manifest/types.ts';
import { painted, type Span } from './styled.ts';
import type { Finding, Position } from './types.ts';
import { pathText, sentence, subjectText, visible } from './words.ts';

/** How much of a source line a frame shows, and what stands where the rest was cut off. */
export interface FrameWindow {
  /** Characters. */
  readonly width: number;
  /** One character. */
  readonly cut: string;
}

const usual: FrameWindow = { width: 100, cut: '…' };

/** For people at a terminal: each finding with the line it is about, and a caret below it. */
export function printFrames(
  findings: readonly Finding[],
  sources: readonly SourceText[],
  color: boolean,
): string {
  return framesOf(findings, sources)
    .map((lines) => `${lines.map((line) => painted(line, color)).join('\n')}\n\n`)
    .join('');
}

/** The lines of each finding's frame. */
export function framesOf(
  findings: readonly Finding[],
  sources: readonly SourceText[],
  shown: FrameWindow = usual,
): Span[][][] {
  const texts = new Map(sources.map(({ name, text }) => [name, text]));
  const lines = new Map<string, readonly string[]>();
  const lineAt = ({ file, line }: Position): string | undefined => {
    const known = lines.get(file) ?? (texts.get(file) ?? '').split(/\r?\n/);
    lines.set(file, known);
    return known[line - 1];
  };
  return findings.map((finding) => frame(finding, lineAt, shown));
}

function frame(
  finding: Finding,
  lineAt: (position: Position) => string | undefined,
  shown: FrameWindow,
): Span[][] {
  const { code, severity, path, source, message, hint } = finding;
  const margin = ' '.repeat(String(source?.line ?? '').length);
  const below = (sign: string): Span[] => [{ text: `${margin} ` }, { text: sign, style: 'dim' }];
  const lines: Span[][] = [
    [
      { text: severity, style: severity },
      { text: ` ${code}: ` },
      { text: visible(message), style: 'bold' },
    ],
  ];
  if (source !== undefined) {
    const place = `${source.file}:${source.line}:${source.column}`;
    lines.push([{ text: margin }, { text: '-->', style: 'dim' }, { text: ` ${visible(place)}` }]);
    const part = partOf(lineAt(source) ?? '', source.column - 1, shown);
    if (part.text.trim() !== '') {
      lines.push(below('|'));
      lines.push([{ text: `${source.line} |`, style: 'dim' }, { text: ` ${part.text}` }]);
      const caret: Span = { text: '^', style: severity };
      lines.push([...below('|'), { text: ` ${' '.repeat(part.caret)}` }, caret]);
    }
  }
  const where = [subjectText(finding), pathText(path)].filter((text) => text !== '').join(', ');
  if (where !== '') lines.push([...below('='), { text: ` ${visible(where)}` }]);
  if (hint !== '') lines.push([...below('='), { text: ` ${visible(sentence(hint))}` }]);
  return lines;
}

/** The part of a line around an offset, and where the offset is in it. */
function partOf(
  line: string,
  offset: number,
  { width, cut }: FrameWindow,
): { readonly text: string; readonly caret: number } {
  const start = offset < width ? 0 : offset - Math.floor(width / 2);
  const end = start + width;
  const left = start > 0 ? cut : '';
  const right = end < line.length ? cut : '';
  const readable = (from: number, to: number): string =>
    visible(line.slice(from, to).replaceAll('\t', '  '));
  return {
    text: `${left}${readable(start, end)}${right}`,
    caret: left.length + readable(start, offset).length,
  };
}
