/** Keys that wait, each once. `namespace/name`; no namespace waits for another's long queue. */
export interface Lane {
  readonly add: (key: string) => void;
  readonly delete: (key: string) => boolean;
  readonly has: (key: string) => boolean;
  /** The next key: of the namespace that has waited longest, the key that has. */
  readonly take: () => string | undefined;
  readonly clear: () => void;
  readonly size: () => number;
}

export function createLane(): Lane {
  const namespaces = new Map<string, Set<string>>();
  let size = 0;

  function remove(key: string): boolean {
    const namespace = namespaceOf(key);
    const keys = namespaces.get(namespace);
    if (keys?.delete(key) !== true) return false;
    size -= 1;
    if (keys.size === 0) namespaces.delete(namespace);
    return true;
  }

  return {
    add: (key) => {
      const namespace = namespaceOf(key);
      const keys = namespaces.get(namespace);
      if (keys?.has(key) === true) return;
      size += 1;
      if (keys === undefined) namespaces.set(namespace, new Set([key]));
      else keys.add(key);
    },
    delete: remove,
    has: (key) => namespaces.get(namespaceOf(key))?.has(key) === true,
    take: () => {
      const [turn] = namespaces;
      if (turn === undefined) return undefined;
      const [namespace, keys] = turn;
      const [key] = keys;
      if (key === undefined) return undefined;
      remove(key);
      // Behind all others, who then have their turns first.
      if (namespaces.delete(namespace)) namespaces.set(namespace, keys);
      return key;
    },
    clear: () => {
      namespaces.clear();
      size = 0;
    },
    size: () => size,
  };
}

export function namespaceOf(key: string): string {
  return key.slice(0, key.indexOf('/'));
}
