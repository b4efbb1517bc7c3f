import type { Client } from '../../kubernetes/types.ts';

/** Somebody else leads now: thrown instead of a write. */
export const stopped: Error = new Error('this replica does not lead any more');

/** The client, as long as it may write: asked before every single write. */
export function whileLeading(client: Client, mayWrite: () => boolean): Client {
  const check = (): void => {
    if (!mayWrite()) throw stopped;
  };
  return {
    get: client.get,
    list: client.list,
    create: async (...request) => {
      check();
      return await client.create(...request);
    },
    patch: async (...request) => {
      check();
      return await client.patch(...request);
    },
    remove: async (...request) => {
      check();
      await client.remove(...request);
    },
  };
}
