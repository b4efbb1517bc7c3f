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
  const taken = new Set<Item>();
  const opened = new Set<string>();
  let free = room;
  for (const item of items.toSorted((a, b) => rank(a) - rank(b))) {
    if (free < least) break;
    const above = heading?.(item) ?? { group: '', size: 0 };
    const needed = size(item) + (opened.has(above.group) ? 0 : above.size);
    if (needed > free) continue;
    free -= needed;
    taken.add(item);
    opened.add(above.group);
  }
  return { shown: items.filter((item) => taken.has(item)), left: items.length - taken.size };
}
