import { leases } from '../kubernetes/resources.ts';
import type { Client } from '../kubernetes/types.ts';
import { type Failed, lastingFailure } from './failed-start.ts';

/**
 * A client for Leases that gives up on what is refused and was never granted. What was granted once
 * is refused for a moment by an API server that has just started and hasn't read its own rules yet.
 */
export function untilGranted(client: Client, giveUp: (failed: Failed) => void): Client {
  function trying<Request extends unknown[], Result>(
    ask: (...request: Request) => Promise<Result>,
  ): (...request: Request) => Promise<Result> {
    let isGranted = false;
    return async (...request) => {
      try {
        const result = await ask(...request);
        isGranted = true;
        return result;
      } catch (error) {
        const lasting = lastingFailure(leases, error);
        if (lasting !== undefined && !isGranted) giveUp(lasting);
        throw error;
      }
    };
  }

  return {
    ...client,
    get: trying(client.get),
    create: trying(client.create),
    patch: trying(client.patch),
  };
}
