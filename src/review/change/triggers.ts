import { isObject, type Json, stringAt } from '../../json.ts';
import type { Alike } from './alike.ts';
import { interleaved } from './interleave.ts';

/** The places of one trigger in the old list and in the new one; absent where it isn't. */
export interface TriggerPlaces {
  readonly old?: number;
  readonly now?: number;
}

/**
 * Which triggers are the same on both sides, wherever they stand: those of one name, then those that
 * differ by their name alone, then those of one type, in their order, as long as not both have a
 * name. In the order of the new list, removed ones at their place.
 */
export function pairTriggers(
  old: readonly Json[],
  now: readonly Json[],
  alike: Alike,
): TriggerPlaces[] {
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  const rules: ((a: Json, b: Json) => boolean)[] = [
    (a, b) => nameOf(a) !== undefined && nameOf(a) === nameOf(b),
    (a, b) => alike(nameless(a), nameless(b)),
    (a, b) => typeOf(a) === typeOf(b) && nameOf(a) === undefined && nameOf(b) === undefined,
    (a, b) => typeOf(a) === typeOf(b) && (nameOf(a) === undefined || nameOf(b) === undefined),
  ];
  for (const isSame of rules) {
    for (const [at, trigger] of now.entries()) {
      if (partners.has(at)) continue;
      const found = old.findIndex((each, index) => !taken.has(index) && isSame(each, trigger));
      if (found < 0) continue;
      partners.set(at, found);
      taken.add(found);
    }
  }
  const places: TriggerPlaces[] = now.map((_, at) => {
    const partner = partners.get(at);
    return partner === undefined ? { now: at } : { old: partner, now: at };
  });
  const atOld = new Map(places.map((place) => [place.old, place]));
  return interleaved(
    old.map((_, index) => atOld.get(index) ?? { old: index }),
    places,
  );
}

export function nameOf(trigger: Json): string | undefined {
  return stringAt(trigger, ['name']) || undefined;
}

function typeOf(trigger: Json): string | undefined {
  return stringAt(trigger, ['type']);
}

function nameless(trigger: Json): Json {
  if (!isObject(trigger)) return trigger;
  const { name: _, ...rest } = trigger;
  return rest;
}
