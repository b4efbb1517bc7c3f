import { describe, expect, test } from 'vitest';
import { createBackoff } from '../../src/backoff.ts';
import { createBucket } from '../../src/fixer/queue/bucket.ts';
import { createQueue, type Next, type Queue } from '../../src/fixer/queue.ts';
import { type FakeClock, fakeClock, settle } from '../support/clock.ts';

const done: Next = { kind: 'done' };

interface Bench {
  readonly clock: FakeClock;
  readonly queue: Queue;
  /** In the order in which they were looked at. */
  readonly looks: string[];
  /** Ends the look at a key that runs. */
  readonly end: (key: string, next?: Next | Error) => Promise<void>;
  readonly run: () => Promise<void>;
}

function bench(concurrency = 1, random = () => 1): Bench {
  const clock = fakeClock();
  const backoff = { first: 100, most: 1000 };
  const queue = createQueue({ clock, random, concurrency, backoff });
  const looks: string[] = [];
  const ends = new Map<string, (next: Next | Error) => void>();
  return {
    clock,
    queue,
    looks,
    end: async (key, next = done) => {
      ends.get(key)?.(next);
      await settle();
    },
    run: () =>
      queue.run((key) => {
        looks.push(key);
        return new Promise((resolve, reject) => {
          ends.set(key, (next) => (next instanceof Error ? reject(next) : resolve(next)));
        });
      }),
  };
}

describe('a key', () => {
  test('waits once, however often it is added', async () => {
    const { queue, run, looks, end } = bench();
    for (const key of ['a/1', 'a/1', 'a/2', 'a/1']) queue.add(key);
    expect(queue.depth()).toBe(2);
    void run();
    await end('a/1');
    await end('a/2');
    expect(looks).toEqual(['a/1', 'a/2']);
    expect(queue.depth()).toBe(0);
  });

  test('that is added while it is looked at is looked at once more, and not before that ended', async () => {
    const { queue, run, looks, end } = bench(5);
    void run();
    queue.add('a/1');
    queue.add('a/1');
    queue.add('a/1');
    await settle();
    expect(looks).toEqual(['a/1']);
    await end('a/1');
    expect(looks).toEqual(['a/1', 'a/1']);
    await end('a/1');
    expect(looks).toHaveLength(2);
  });

  test('that fails comes back later each time, and anew after it was fine', async () => {
    const { queue, run, looks, end, clock } = bench();
    void run();
    queue.add('a/1');
    const waits: number[] = [];
    for (const kind of ['backoff', 'backoff', 'backoff', 'backoff', 'backoff', 'done', 'backoff']) {
      const isDone = kind === 'done';
      await end('a/1', isDone ? done : { kind: 'backoff' });
      if (isDone) queue.add('a/1');
      const before = looks.length;
      let waited = 0;
      while (!isDone && looks.length === before && waited < 5000) {
        await clock.pass(50);
        waited += 50;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([100, 200, 400, 800, 1000, 0, 100]);
  });

  test('whose look throws comes back, and keeps nothing else from its turn', async () => {
    const { queue, run, looks, end, clock } = bench();
    void run();
    queue.add('a/1');
    queue.add('a/2');
    await end('a/1', new Error('odd'));
    expect(looks).toEqual(['a/1', 'a/2']);
    await end('a/2');
    await clock.pass(100);
    expect(looks).toEqual(['a/1', 'a/2', 'a/1']);
  });

  test('that fails does not wait for its time when there is news', async () => {
    const { queue, run, looks, end, clock } = bench();
    void run();
    queue.add('a/1');
    await end('a/1', { kind: 'backoff' });
    queue.add('a/1');
    expect(looks).toHaveLength(2);
    await end('a/1');
    await clock.pass(5000);
    expect(looks).toHaveLength(2);
  });

  test('comes back at the earliest time that was asked for, once', async () => {
    const { queue, run, looks, end, clock } = bench();
    void run();
    queue.addAfter('a/1', 500);
    queue.addAfter('a/1', 200);
    queue.addAfter('a/1', 900);
    await clock.pass(199);
    expect(looks).toEqual([]);
    await clock.pass(1);
    expect(looks).toEqual(['a/1']);
    await end('a/1', { kind: 'after', ms: 300 });
    await clock.pass(299);
    expect(looks).toHaveLength(1);
    await clock.pass(1);
    expect(looks).toHaveLength(2);
    await end('a/1');
    await clock.pass(5000);
    expect(looks).toHaveLength(2);
    expect(clock.timers()).toBe(0);
  });
});

describe('turns', () => {
  test('a busy namespace lets a quiet one through', async () => {
    const { queue, run, looks, end } = bench();
    for (let index = 0; index < 100; index += 1) queue.add(`busy/${index}`);
    queue.add('quiet/1');
    queue.add('quiet/2');
    void run();
    for (let index = 0; index < 5; index += 1) await end(looks.at(-1) ?? '');
    expect(looks).toEqual(['busy/0', 'quiet/1', 'busy/1', 'quiet/2', 'busy/2', 'busy/3']);
  });

  test('what has news goes before what is looked at just to be sure', async () => {
    const { queue, run, looks, end } = bench();
    for (const key of ['a/1', 'a/2', 'a/3']) queue.add(key, 'late');
    queue.add('a/3');
    queue.add('a/4');
    queue.add('a/4', 'late');
    expect(queue.depth()).toBe(4);
    void run();
    for (let index = 0; index < 4; index += 1) await end(looks.at(-1) ?? '');
    expect(looks).toEqual(['a/3', 'a/4', 'a/1', 'a/2']);
  });

  test('no more run at the same time than are allowed', async () => {
    const { queue, run, looks, end } = bench(2);
    for (const key of ['a/1', 'b/1', 'c/1', 'd/1']) queue.add(key);
    void run();
    await settle();
    expect(looks).toEqual(['a/1', 'b/1']);
    await end('b/1');
    expect(looks).toEqual(['a/1', 'b/1', 'c/1']);
  });
});

describe('closing', () => {
  test('waits for what runs, and starts nothing else', async () => {
    const { queue, run, looks, end, clock } = bench(1);
    let isOver = false;
    void run().then(() => {
      isOver = true;
    });
    queue.add('a/1');
    queue.add('a/2');
    queue.add('a/1');
    queue.addAfter('a/3', 100);
    await settle();
    queue.close();
    queue.add('a/4');
    queue.addAfter('a/5', 100);
    await clock.pass(1000);
    expect(isOver).toBe(false);
    await end('a/1', { kind: 'backoff' });
    await clock.pass(1000);
    expect({ isOver, looks, timers: clock.timers() }).toEqual({
      isOver: true,
      looks: ['a/1'],
      timers: 0,
    });
  });

  test('with nothing that runs is over at once', async () => {
    const { queue, run } = bench();
    const over = run();
    queue.close();
    await over;
    await run();
  });
});

test('pauses differ between keys by up to a half, so that not all come back at once', () => {
  const values = [0, 0.5, 1];
  const pauses = values.map((value) =>
    createBackoff({ first: 100, most: 1000 }, () => value).next('a/1'),
  );
  expect(pauses).toEqual([50, 75, 100]);
});

describe('a bucket', () => {
  test('lets a burst through at once, and then so many per second in their order', async () => {
    const clock = fakeClock();
    const bucket = createBucket({ perSecond: 10, burst: 3 }, clock);
    const passed: number[] = [];
    for (const count of [1, 2, 3, 1]) void bucket.take(count).then(() => passed.push(count));
    await clock.pass(0);
    expect(passed).toEqual([1, 2]);
    await clock.pass(299);
    expect(passed).toEqual([1, 2]);
    await clock.pass(1);
    expect(passed).toEqual([1, 2, 3]);
    await clock.pass(100);
    expect(passed).toEqual([1, 2, 3, 1]);
  });

  test('never holds more than its burst, however long it was quiet', async () => {
    const clock = fakeClock();
    const bucket = createBucket({ perSecond: 10, burst: 3 }, clock);
    await clock.pass(60_000);
    let passed = 0;
    for (let index = 0; index < 5; index += 1) void bucket.take(1).then(() => (passed += 1));
    await clock.pass(0);
    expect(passed).toBe(3);
  });

  test('waits for nobody when it is no longer needed', async () => {
    const clock = fakeClock();
    const bucket = createBucket({ perSecond: 1, burst: 1 }, clock);
    const stop = new AbortController();
    const taken = bucket.take(100, stop.signal);
    stop.abort();
    await taken;
    expect(clock.timers()).toBe(0);
  });
});
