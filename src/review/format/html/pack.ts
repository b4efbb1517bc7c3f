import type { Json } from '../../../json.ts';

/**
 * JSON in which whatever occurs again is told once: the ScaledObjects of a platform are much alike,
 * and a page with a thousand of them should stay small without being compressed.
 */
export interface Packed {
  /** Keys of objects, a list for each combination that occurs. */
  readonly shapes: readonly (readonly string[])[];
  /**
   * Distinct values, what they consist of before them, the whole last. A list is an array, and so is
   * an object: 0, or one more than the place of its shape, then the places of what it holds.
   */
  readonly values: readonly (string | number | boolean | null | readonly number[])[];
}

export function pack(value: Json): Packed {
  const shapes = pool<readonly string[]>(JSON.stringify);
  const values = pool<Packed['values'][number]>(keyOf);
  const place = (value: Json): number => {
    if (typeof value !== 'object' || value === null) return values.place(value);
    if (Array.isArray(value)) return values.place([0, ...value.map(place)]);
    const keys = Object.keys(value);
    const shape = shapes.place(keys) + 1;
    return values.place([shape, ...keys.map((key) => place(value[key] ?? null))]);
  };
  place(value);
  return { shapes: shapes.all, values: values.all };
}

/** What is alike is one object: nothing in it may be changed. */
export function unpack({ shapes, values }: Packed): Json {
  const unpacked: Json[] = [];
  for (const value of values) {
    if (typeof value !== 'object' || value === null) {
      unpacked.push(value);
      continue;
    }
    const [shape = 0, ...places] = value;
    const held = places.map((place) => unpacked[place] ?? null);
    const keys = shapes[shape - 1];
    unpacked.push(
      keys === undefined
        ? held
        : Object.fromEntries(keys.map((key, at) => [key, held[at] ?? null] as const)),
    );
  }
  return unpacked.at(-1) ?? null;
}

/** No two values have the same: texts are quoted, and no number begins with a bracket. */
function keyOf(value: Packed['values'][number]): string {
  return Array.isArray(value) ? `[${value.join()}` : JSON.stringify(value);
}

function pool<Value>(keyOf: (value: Value) => string): {
  readonly all: Value[];
  readonly place: (value: Value) => number;
} {
  const all: Value[] = [];
  const places = new Map<string, number>();
  return {
    all,
    place: (value) => {
      const key = keyOf(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, all.length);
      return all.push(value) - 1;
    },
  };
}
