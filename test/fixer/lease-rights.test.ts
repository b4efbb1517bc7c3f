import { expect, test } from 'vitest';
import { untilGranted } from '../../src/fixer/lead/lease-rights.ts';
import type { Failed } from '../../src/fixer/run/failed-start.ts';
import { createRefusals } from '../../src/fixer/run/refusals.ts';
import { ApiError } from '../../src/kubernetes/errors.ts';
import { leases } from '../../src/kubernetes/resources.ts';
import type { Client } from '../../src/kubernetes/types.ts';
import { fakeClock } from '../support/clock.ts';

const refused = new ApiError(403, 'Forbidden', 'cannot get leases');

/** Asks for a Lease every 10 s, once for each answer; tells how often it was given up. */
async function givenUp(answers: readonly (Error | undefined)[]): Promise<number> {
  const clock = fakeClock();
  const left = [...answers];
  const given: Failed[] = [];
  const get: Client['get'] = async () => {
    const answer = left.shift();
    if (answer !== undefined) throw answer;
    return undefined;
  };
  const client = untilGranted({ get } as Client, createRefusals(clock, 15_000), (failed) =>
    given.push(failed),
  );
  for (const answer of answers) {
    const asked = client.get(leases, 'revcast-system', 'revcast-fixer-0');
    if (answer === undefined) await asked;
    else await expect(asked).rejects.toBe(answer);
    await clock.pass(10_000);
  }
  return given.length;
}

test.each<[string, number, (Error | undefined)[]]>([
  ['what is refused for 20 s', 1, [refused, refused, refused]],
  ['nothing that is refused for 10 s only', 0, [refused, refused, undefined, refused, refused]],
  ['nothing that was granted before', 0, [undefined, refused, refused]],
  ['nothing for a failure that passes', 0, [new Error('ECONNREFUSED')]],
])('a Lease: %s is given up %i times', async (_, times, answers) => {
  expect(await givenUp(answers)).toBe(times);
});
