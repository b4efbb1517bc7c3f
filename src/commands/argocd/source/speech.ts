import type { Buffer } from 'node:buffer';
import type { Readable } from 'node:stream';
import type { Io } from '../../command.ts';

/** What a program writes to its standard error, on its way to revcast's. */
export interface Speech {
  /** Lets all of it pass from now on, and adds a line of revcast's. */
  readonly tell: (line: string) => void;
  /** All that was said, and of it what nobody has seen. */
  readonly end: () => { readonly said: string; readonly unseen: string };
}

/** Passes on as it comes what a program says, or holds it until somebody tells something. */
export function speechOf(
  from: Readable,
  isHeld: boolean,
  { writeStderr }: Pick<Io, 'writeStderr'>,
): Speech {
  const decoder = new TextDecoder();
  let isPassed = !isHeld;
  let said = '';
  let unseen = '';
  const hear = (text: string): void => {
    said += text;
    unseen += text;
    if (!isPassed || unseen === '') return;
    writeStderr(unseen);
    unseen = '';
  };
  from.on('data', (chunk: Buffer) => hear(decoder.decode(chunk, { stream: true })));
  return {
    tell: (line) => {
      isPassed = true;
      hear('');
      writeStderr(`revcast: ${line}\n`);
    },
    end: () => {
      hear(decoder.decode());
      return { said, unseen };
    },
  };
}
