import type { Clock } from '../../clock.ts';
import { ApiError } from '../../kubernetes/errors.ts';
import { events } from '../../kubernetes/resources.ts';
import type { Client } from '../../kubernetes/types.ts';
import type { Told } from '../types.ts';
import { component, createEventLog, type EventWrite, type Involved } from './events.ts';
import { createRecent } from './recent.ts';

/** Writes Events. A failure is thrown, and what was not written is told the next time. */
export interface Teller {
  /** Something happened. */
  readonly happened: (client: Client, about: Involved, told: Told) => Promise<void>;
  /** Something is so. It is told once, and again only after it was not so in between. */
  readonly holds: (client: Client, about: Involved, told: readonly Told[]) => Promise<void>;
}

/** Units of which something is told are few: what is forgotten is told twice. */
const remembered = 4096;

export function createTeller(clock: Clock, instance: string): Teller {
  const log = createEventLog(instance);
  const standing = createRecent<ReadonlySet<string>>(remembered);

  async function happened(client: Client, about: Involved, told: Told): Promise<void> {
    const write = log.write(about, told, clock.date());
    if (write === undefined) return;
    if (await written(client, about, write)) return log.wrote(write);
    log.lost(write.key);
    const anew = log.write(about, told, clock.date());
    if (anew !== undefined && (await written(client, about, anew))) log.wrote(anew);
  }

  return {
    happened,
    async holds(client, about, told) {
      const keyed = new Map(told.map((each) => [JSON.stringify(each), each]));
      const before = standing.get(about.uid);
      const known = new Set([...keyed.keys()].filter((key) => before?.has(key)));
      // Remembered one by one: the next may fail.
      if (keyed.size > 0) standing.put(about.uid, known);
      else standing.delete(about.uid);
      for (const [key, each] of keyed) {
        if (!known.has(key)) await happened(client, about, each);
        known.add(key);
      }
    },
  };
}

/** false: there is no such Event any more. */
async function written(client: Client, about: Involved, write: EventWrite): Promise<boolean> {
  const options = { fieldManager: component };
  try {
    if (write.do === 'create') {
      await client.create(events, about.namespace, write.event, options);
    } else {
      const patch = { type: 'merge', body: write.patch } as const;
      await client.patch(events, about.namespace, write.name, patch, options);
    }
    return true;
  } catch (error) {
    if (write.do === 'patch' && error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}
