import type { Environment, Options, Values } from './options.ts';

/**
 * 0 fine; 1 findings of severity error; 2 wrong usage; 3 `--check` found a difference; 4 the
 * environment failed: a file that can't be read or written, and the like.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** What a command may use of the process it runs in. Only main.ts makes one of a real process. */
export interface Io {
  readonly environment: Environment;
  readonly stdinIsTerminal: () => boolean;
  readonly stderrIsTerminal: () => boolean;
  /** All of standard input. */
  readonly readStdin: () => Promise<Uint8Array>;
  /** Ends when everything is written, or when nobody reads any more. */
  readonly writeStdout: (pieces: readonly string[]) => Promise<void>;
  readonly writeStderr: (text: string) => void;
}

export interface Command<T extends Options = Options> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the flags: `[PATH…]`. */
  readonly operands: string;
  /** What the help says besides the flags. */
  readonly description: string;
  readonly options: T;
  readonly run: (values: Values<T>, paths: readonly string[], io: Io) => Promise<ExitCode>;
}

/** A way of calling the command that can't be meant. */
export function misused(io: Io, command: string, message: string): ExitCode {
  io.writeStderr(`revcast ${command}: ${message}\n`);
  return 2;
}
