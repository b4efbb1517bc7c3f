import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.ts';
import { isObject, type JsonObject, objectAt, stringAt } from '../json.ts';
import type { Connection } from './connection.ts';
import { SilentError } from './failure.ts';
import { createLines } from './lines.ts';
import { open } from './request.ts';

export interface WatchEvent {
  /** `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK` or `ERROR`; a later API may have others. */
  readonly type: string;
  readonly object: JsonObject;
}

export interface StreamOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Milliseconds without a byte after which the stream is given up. */
  readonly silence: number;
  /** The answer has begun: from here on events come. */
  readonly opened: () => void;
}

/**
 * The events of one watch. It ends when the stream ends, in good order or not: an event that was
 * cut off isn't given. Throws when the watch is refused, when the stream falls silent, and on
 * lines that aren't events.
 */
export async function* watchEvents(
  connection: Connection,
  path: string,
  { signal, clock, silence, opened }: StreamOptions,
): AsyncGenerator<WatchEvent, void, undefined> {
  const answer = await open(connection, { method: 'GET', path, signal });
  const guard = guardSilence(answer, clock, silence);
  try {
    opened();
    const lines = createLines();
    for await (const chunk of untilBroken(answer)) {
      guard.heard();
      for (const line of lines.push(chunk)) yield eventOf(line);
    }
    if (guard.isSilent()) throw new SilentError(`${path}: nothing for ${silence} ms`);
  } finally {
    guard.end();
    answer.destroy();
  }
}

/** A connection that breaks is how most watches end. */
async function* untilBroken(answer: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = answer[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch(() => undefined);
    if (next === undefined || next.done) return;
    yield next.value;
  }
}

interface Guard {
  readonly heard: () => void;
  readonly isSilent: () => boolean;
  readonly end: () => void;
}

/** Destroys the stream when nothing comes: a half-open connection never ends by itself. */
function guardSilence(answer: IncomingMessage, clock: Clock, limit: number): Guard {
  let last = clock.now();
  let isSilent = false;
  const look = (): void => {
    const left = last + limit - clock.now();
    if (left > 0) {
      timer = clock.setTimer(look, left);
      return;
    }
    isSilent = true;
    answer.destroy();
  };
  let timer = clock.setTimer(look, limit);
  return {
    heard: () => {
      last = clock.now();
    },
    isSilent: () => isSilent,
    end: () => clock.clearTimer(timer),
  };
}

function eventOf(line: string): WatchEvent {
  const event: unknown = JSON.parse(line);
  const type = isObject(event) ? stringAt(event, ['type']) : undefined;
  const object = isObject(event) ? objectAt(event, ['object']) : undefined;
  if (type === undefined || object === undefined) throw new Error('A watch gave no event.');
  return { type, object };
}
