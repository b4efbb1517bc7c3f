/** A map that holds so many entries at most: what was put in the longest ago goes first. */
export interface Recent<Value> {
  readonly get: (key: string) => Value | undefined;
  readonly put: (key: string, value: Value) => void;
  readonly delete: (key: string) => void;
}

export function createRecent<Value>(limit: number): Recent<Value> {
  // Maps keep the order of insertion.
  const entries = new Map<string, Value>();
  return {
    get: (key) => entries.get(key),
    put: (key, value) => {
      entries.delete(key);
      entries.set(key, value);
      for (const oldest of entries.keys()) {
        if (entries.size <= limit) return;
        entries.delete(oldest);
      }
    },
    delete: (key) => {
      entries.delete(key);
    },
  };
}
