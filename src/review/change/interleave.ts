/**
 * All that is in either, once: as they stand in `now`, and those that only `old` has behind what
 * they stood behind.
 */
export function interleaved<Item>(old: readonly Item[], now: readonly Item[]): Item[] {
  const result = [...now];
  const present = new Set(now);
  let place = 0;
  for (const item of old) {
    if (present.has(item)) place = result.indexOf(item) + 1;
    else result.splice(place++, 0, item);
  }
  return result;
}
