import type { Buffer } from 'node:buffer';
import type { Readable } from 'node:stream';
import type { Io } from '../../command.ts';

/** What a program writes to its standard error, on its way to revcast's. */
export interface Speech {
  /** Lets all of it pass from now on, and adds a line of revcast's. */
  readonly tell: (line: string) => void;
  /** What was held to the end. */
  readonly end: () => string;
}

/** Passes on as it comes what a program says, or holds it until somebody tells something. */
export function speechOf(from: Readable, isHeld: boolean, io: Io): Speech {
  const decoder = new TextDecoder();
  let isPassed = !isHeld;
  let held = '';
  const pass = (text: string): void => {
    held += text;
    if (!isPassed || held === '') return;
    io.writeStderr(held);
    held = '';
  };
  from.on('data', (chunk: Buffer) => pass(decoder.decode(chunk, { stream: true })));
  return {
    tell: (line) => {
      isPassed = true;
      pass(`revcast: ${line}\n`);
    },
    end: () => {
      pass(decoder.decode());
      return held;
    },
  };
}
