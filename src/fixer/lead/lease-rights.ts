import { leases } from '../../kubernetes/resources.ts';
import type { Client } from '../../kubernetes/types.ts';
import { type Failed, lastingFailure } from '../run/failed-start.ts';
import type { Refusals } from '../run/refusals.ts';

/**
 * A client for Leases that gives up on what is refused for long and was never granted. What was
 * granted once will be again.
 */
export function untilGranted(
  client: Client,
  refusals: Refusals,
  giveUp: (failed: Failed) => void,
): Client {
  function trying<Request extends unknown[], Result>(
    verb: string,
    ask: (...request: Request) => Promise<Result>,
  ): (...request: Request) => Promise<Result> {
    let isGranted = false;
    return async (...request) => {
      try {
        const result = await ask(...request);
        isGranted = true;
        return result;
      } catch (error) {
        const failed = isGranted ? undefined : lastingFailure(leases, error);
        const lasting = failed && refusals.refused(verb, failed);
        if (lasting !== undefined) giveUp(lasting);
        throw error;
      }
    };
  }

  return {
    ...client,
    get: trying('get', client.get),
    create: trying('create', client.create),
    patch: trying('patch', client.patch),
  };
}
