import fc from 'fast-check';
import { scraps } from './yaml-texts.ts';

/** A text with some characters or lines lost, added, doubled, moved or indented. */
export function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const mutation = fc.record({
    kind: fc.nat(7),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    scrap: fc.constantFrom(...scraps),
  });
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([text, mutations]) => mutations.reduce(mutate, text));
}

function mutate(
  text: string,
  { kind, at, scrap }: { kind: number; at: number; scrap: string },
): string {
  const offset = Math.floor(at * text.length);
  const lines = text.split('\n');
  const index = Math.floor(at * lines.length);
  const line = lines[index] ?? '';
  switch (kind) {
    case 0:
      return text.slice(0, offset) + text.slice(offset + 1);
    case 1:
    case 2:
      return text.slice(0, offset) + scrap + text.slice(offset);
    case 3:
      return lines.toSpliced(index, 1).join('\n');
    case 4:
      return lines.toSpliced(index, 0, line).join('\n');
    case 5:
      return lines.with(index, ` ${line}`).join('\n');
    case 6:
      return lines.with(index, line.replace(/^ /, '')).join('\n');
    default:
      return text.slice(0, offset);
  }
}
