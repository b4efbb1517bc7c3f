import type { Buffer } from 'node:buffer';
import type { Readable } from 'node:stream';
import type { Io } from '../../command.ts';
import { tell } from '../tell.ts';

/** What a program writes to its standard error, on its way to revcast's. */
export interface Speech {
  /** Lets all of it pass from now on, and adds a line of revcast's. */
  readonly tell: (line: string) => void;
  /** What was said, and of it what nobody has seen. */
  readonly end: () => Said;
}

export interface Said {
  readonly said: string;
  readonly unseen: string;
}

export interface Hearing {
  readonly isHeld: boolean;
  /** What is shown of a text. */
  readonly readable: (text: string) => string;
  readonly io: Pick<Io, 'writeStderr'>;
}

/** Characters that are kept of what a program begins with, and of what it ends with. */
const [most, last] = [1 << 18, 1 << 14];

/** Passes on line by line what a program says, or holds it until somebody tells something. */
export function speechOf(from: Readable, { isHeld, readable, io }: Hearing): Speech {
  const decoder = new TextDecoder();
  let isPassed = !isHeld;
  let line = '';
  let said = '';
  let unseen = '';
  let ending = '';
  let cut = 0;
  const show = (): void => {
    if (!isPassed || unseen === '') return;
    io.writeStderr(unseen);
    unseen = '';
  };
  const keep = (text: string): void => {
    const shown = readable(text);
    if (said.length < most) {
      said += shown;
      unseen += shown;
      show();
    } else {
      ending += shown;
      cut += Math.max(0, ending.length - last);
      ending = ending.slice(-last);
    }
  };
  const hear = (text: string): void => {
    line += text;
    const end = line.lastIndexOf('\n') + 1 || (line.length > last ? line.length : 0);
    if (end > 0) keep(line.slice(0, end));
    line = line.slice(end);
  };
  from.on('data', (chunk: Buffer) => hear(decoder.decode(chunk, { stream: true })));
  return {
    tell: (text) => {
      isPassed = true;
      show();
      tell(text, io);
    },
    end: () => {
      hear(decoder.decode());
      if (line !== '') keep(`${line}\n`);
      const left = cut === 0 ? '' : `\n… ${cut} characters more …\n`;
      unseen += left + ending;
      show();
      return { said: said + ending, unseen };
    },
  };
}
