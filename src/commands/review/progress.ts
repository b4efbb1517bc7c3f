import { performance } from 'node:perf_hooks';
import { visible } from '../../diagnostics/words.ts';
import type { Io } from '../command.ts';
import { paperOf } from './paper.ts';

/** What long work tells about itself, on one line that is gone afterwards. */
export interface Progress {
  readonly step: (what: string) => void;
  readonly end: () => void;
  /** For what is told meanwhile: it begins on an empty line. */
  readonly io: Io;
}

/** Milliseconds: what is done sooner shows nothing, and seconds are counted after that. */
const [patience, beat, early] = [500, 1_000, 100];

/** Standard error is for people where it is a terminal on which a line can be written again. */
export function progressOn(io: Io): Progress {
  if (!io.stderrIsTerminal() || io.environment('TERM') === 'dumb') {
    return { step: () => undefined, end: () => undefined, io };
  }
  const dots = paperOf(io).unicode ? '…' : '...';
  const width = Math.max(1, (io.columns() || 80) - 1);
  const start = performance.now();
  let what = '';
  let isShown = false;
  const show = (): void => {
    const passed = performance.now() - start;
    // Timers come a little early at times.
    if (what === '' || passed + early < patience) return;
    const seconds = Math.floor((passed + early) / beat);
    const line = `${what} ${dots}${seconds === 0 ? '' : ` ${seconds} s`}`;
    isShown = true;
    io.writeStderr(`\r${visible(line).slice(0, width)}\u001b[K`);
  };
  const erase = (): void => {
    if (isShown) io.writeStderr('\r\u001b[K');
    isShown = false;
  };
  const first = setTimeout(show, patience);
  const others = setInterval(show, beat);
  return {
    step: (next) => {
      what = next;
      show();
    },
    end: () => {
      clearTimeout(first);
      clearInterval(others);
      erase();
    },
    io: {
      ...io,
      writeStderr: (text) => {
        erase();
        io.writeStderr(text);
      },
    },
  };
}
