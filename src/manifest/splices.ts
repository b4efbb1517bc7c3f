/** Text that takes the place of `source.slice(start, end)`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What becomes of `source.slice(start, end)`; of splices at the same place the first is first. */
export function splice(
  source: string,
  start: number,
  end: number,
  splices: readonly Splice[],
): string {
  let text = '';
  let at = start;
  for (const next of [...splices].sort((a, b) => a.start - b.start)) {
    text += source.slice(at, next.start) + next.text;
    at = next.end;
  }
  return text + source.slice(at, end);
}
