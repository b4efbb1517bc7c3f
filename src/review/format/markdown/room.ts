import { plural } from '../../../diagnostics/words.ts';

/** What found room, in the order it was given, and how many did not. */
export interface Fitting<Item> {
  readonly shown: readonly Item[];
  readonly left: number;
}

export interface Measure<Item> {
  /** The least first. */
  readonly rank: (item: Item) => number;
  readonly size: (item: Item) => number;
  /** What the first item of a group needs besides, and which group it is. */
  readonly heading?: (item: Item) => { readonly group: string; readonly size: number };
}

/** Where no more than this is left, nothing is tried any more. */
const least = 100;

/** As many items as have room, whole or not at all. */
export function fitting<Item>(
  items: readonly Item[],
  room: number,
  { rank, size, heading }: Measure<Item>,
): Fitting<Item> {
  const taken = new Set<number>();
  const opened = new Set<string>();
  let free = room;
  const byRank = [...items.entries()].sort(([, a], [, b]) => rank(a) - rank(b));
  for (const [index, item] of byRank) {
    if (free < least) break;
    const above = heading?.(item) ?? { group: '', size: 0 };
    const needed = size(item) + (opened.has(above.group) ? 0 : above.size);
    if (needed > free) continue;
    free -= needed;
    taken.add(index);
    opened.add(above.group);
  }
  return { shown: items.filter((_, index) => taken.has(index)), left: items.length - taken.size };
}

/** Says that something is missing. */
export function leftText(left: number, word: string): string {
  if (left === 0) return '';
  return `${plural(left, `more ${word}`)} ${left === 1 ? 'has' : 'have'} no room in a comment.\n\n`;
}
