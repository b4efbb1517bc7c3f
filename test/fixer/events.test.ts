import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { createEventLog, type EventWrite, type Involved } from '../../src/fixer/apply/events.ts';
import { createTeller } from '../../src/fixer/apply/tell.ts';
import type { Told } from '../../src/fixer/types.ts';
import { stringAt } from '../../src/json.ts';
import { ApiError } from '../../src/kubernetes/errors.ts';
import { events } from '../../src/kubernetes/resources.ts';
import { createFakeClient } from '../support/fake-client.ts';

const about: Involved = {
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  namespace: 'shop',
  name: 'web',
  uid: 'u',
};
const told: Told = { type: 'Normal', reason: 'ScaledObjectCreated', message: 'made web-00004' };
const noon = Date.parse('2026-01-01T12:00:00.250Z');

describe('an Event', () => {
  function first(message = told.message): EventWrite | undefined {
    return createEventLog('fixer-0').write(about, { ...told, message }, noon);
  }

  it('is one of core/v1, about the Service', () => {
    expect(first()).toMatchObject({
      do: 'create',
      event: {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'web.1886999c45883281', namespace: 'shop' },
        involvedObject: about,
        type: 'Normal',
        reason: 'ScaledObjectCreated',
        message: 'made web-00004',
        count: 1,
        firstTimestamp: '2026-01-01T12:00:00Z',
        lastTimestamp: '2026-01-01T12:00:00Z',
        source: { component: 'revcast-fixer', host: 'fixer-0' },
        reportingComponent: 'revcast-fixer',
        reportingInstance: 'fixer-0',
      },
    });
  });

  it('has no longer a message than Kubernetes takes', () => {
    const write = first('x'.repeat(2000));
    const message = write?.do === 'create' ? stringAt(write.event, ['message']) : '';
    expect(message).toHaveLength(1024);
    expect(message).toMatch(/…$/);
  });

  it('has another name than the next of the same millisecond', () => {
    const log = createEventLog('fixer-0');
    const names = ['a', 'b'].map((message) => {
      const write = log.write(about, { ...told, message }, noon);
      return write?.do === 'create' ? stringAt(write.event, ['metadata', 'name']) : undefined;
    });
    expect(new Set(names).size).toBe(2);
  });
});

describe('Events', () => {
  const clock = (at: number): Clock => ({
    now: () => at,
    date: () => at,
    setTimer: () => ({}),
    clearTimer: () => undefined,
  });

  it('count up when the same happens again', async () => {
    const client = createFakeClient();
    const teller = createTeller(clock(noon), 'fixer-0');
    for (let i = 0; i < 3; i++) await teller.happened(client, about, told);
    expect(client.objects(events)).toMatchObject([{ count: 3, message: told.message }]);
    expect(client.writes.map(({ verb }) => verb)).toEqual(['create', 'patch', 'patch']);
  });

  it('come anew when the API server has let go of them', async () => {
    const client = createFakeClient();
    const teller = createTeller(clock(noon), 'fixer-0');
    await teller.happened(client, about, told);
    const name = client.writes[0]?.name ?? '';
    await client.remove(events, 'shop', name, {
      uid: stringAt(client.objects(events)[0], ['metadata', 'uid']) ?? '',
    });
    await teller.happened(client, about, told);
    expect(client.objects(events)).toMatchObject([{ count: 1 }]);
  });

  it('of one object are no more than a burst, and then one in five minutes', async () => {
    const client = createFakeClient();
    let at = noon;
    const teller = createTeller({ ...clock(0), date: () => at }, 'fixer-0');
    const tell = (i: number): Promise<void> =>
      teller.happened(client, about, { ...told, message: String(i) });
    for (let i = 0; i < 100; i++) await tell(i);
    expect(client.writes).toHaveLength(25);
    at += 300_000;
    for (let i = 100; i < 200; i++) await tell(i);
    expect(client.writes).toHaveLength(26);
    await teller.happened(client, { ...about, uid: 'another' }, told);
    expect(client.writes).toHaveLength(27);
  });

  it('about what holds are told once, as long as it holds', async () => {
    const client = createFakeClient();
    const teller = createTeller(clock(noon), 'fixer-0');
    const other: Told = { ...told, message: 'other' };
    const counts = async (...now: Told[]): Promise<unknown> => {
      await teller.holds(client, about, now);
      return client.objects(events).map(({ message, count }) => [message, count]);
    };
    expect(await counts(told)).toEqual([[told.message, 1]]);
    expect(await counts(told, other)).toEqual([
      [told.message, 1],
      ['other', 1],
    ]);
    expect(await counts(other)).toEqual([
      [told.message, 1],
      ['other', 1],
    ]);
    expect(await counts(told, other)).toEqual([
      [told.message, 2],
      ['other', 1],
    ]);
  });

  it('that could not be written are told the next time', async () => {
    const client = createFakeClient();
    const teller = createTeller(clock(noon), 'fixer-0');
    client.answer(() => new ApiError(500, '', 'away'));
    await expect(teller.holds(client, about, [told])).rejects.toThrow('away');
    client.answer(() => undefined);
    await teller.holds(client, about, [told]);
    expect(client.objects(events)).toMatchObject([{ count: 1 }]);
  });
});
