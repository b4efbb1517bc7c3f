/** The keys of the objects that have a value in common. Small lists: an update copies one. */
export interface Index {
  readonly add: (value: string, key: string) => void;
  readonly drop: (value: string, key: string) => void;
  readonly get: (value: string) => readonly string[];
  readonly values: () => Iterable<string>;
}

const none: readonly string[] = [];

export function createIndex(): Index {
  const keys = new Map<string, readonly string[]>();
  return {
    add(value, key) {
      const found = keys.get(value);
      if (found === undefined) keys.set(value, [key]);
      else if (!found.includes(key)) keys.set(value, [...found, key]);
    },
    drop(value, key) {
      const left = keys.get(value)?.filter((each) => each !== key) ?? none;
      if (left.length > 0) keys.set(value, left);
      else keys.delete(value);
    },
    get: (value) => keys.get(value) ?? none,
    values: () => keys.keys(),
  };
}
