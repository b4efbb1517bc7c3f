import type { Clock } from '../../clock.ts';
import { ApiError } from '../../kubernetes/errors.ts';
import type { Client } from '../../kubernetes/types.ts';

/** A client that remembers when the API server last answered. */
export interface Contact {
  readonly client: Client;
  /** Milliseconds since then. */
  readonly silence: () => number;
}

export function keepContact(client: Client, clock: Clock): Contact {
  let last = clock.now();

  async function noting<T>(answer: Promise<T>): Promise<T> {
    try {
      const result = await answer;
      last = clock.now();
      return result;
    } catch (error) {
      // A no is an answer, too.
      if (error instanceof ApiError && error.status < 500) last = clock.now();
      throw error;
    }
  }

  return {
    silence: () => clock.now() - last,
    client: {
      get: (...args) => noting(client.get(...args)),
      create: (...args) => noting(client.create(...args)),
      patch: (...args) => noting(client.patch(...args)),
      remove: (...args) => noting(client.remove(...args)),
      list: client.list,
    },
  };
}
