import { framesOf } from '../../../diagnostics/frame.ts';
import type { SourceText } from '../../../manifest/types.ts';
import type { ReviewFinding } from '../../types.ts';
import type { Charset } from '../../words/charset.ts';
import type { Line, Write } from './line.ts';
import { wrapped } from './wrap.ts';

/** As `revcast render` tells them, an empty line after each, no wider than the terminal. */
export function findingLines(
  findings: readonly ReviewFinding[],
  sources: readonly SourceText[],
  charset: Charset,
  write: Write,
  width: number | undefined,
): Line[] {
  const texts = charset.unicode ? sources : inAscii(sources, findings);
  const cut = charset.unicode ? '…' : '~';
  // Beside the source line stand its number and a bar, and what is cut off at both sides.
  const room = width === undefined ? 100 : Math.max(10, Math.min(100, width - 10));
  return framesOf(findings, texts, { width: room, cut }).flatMap((frame, index) => {
    const hang = String(findings[index]?.source?.line ?? '').length + 3;
    const lines = frame.map((line) => line.map(({ text, style }) => write(text, style)));
    return [...lines.flatMap((line) => wrapped(line, width, hang)), []];
  });
}

/** With a sign for each that is not ASCII, so that a caret stays below what it points at. */
function inAscii(
  sources: readonly SourceText[],
  findings: readonly ReviewFinding[],
): readonly SourceText[] {
  const shown = new Set(findings.map(({ source }) => source?.file));
  return sources
    .filter(({ name }) => shown.has(name))
    .map(({ name, text }) => ({ name, text: text.replace(/[^\t\n\r -~]/g, '?') }));
}
