import { visible } from '../diagnostics/words.ts';
import type { Options, Usage, Values } from './option.ts';
import { type Environment, inEnvironment, readOptions } from './options.ts';

/**
 * 0 fine; 1 findings of severity error; 2 wrong usage; 3 `--check` found a difference; 4 the
 * environment failed: a file that can't be read or written, and the like.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** Of a process that was told to end, once it has put things in order: 128 and the signal's number. */
export type Stopped = 130 | 143;

/** What a command may use of the process it runs in. Only main.ts makes one of a real process. */
export interface Io {
  readonly environment: Environment;
  /** All of the environment, for the programs that a command runs. */
  readonly variables: () => Readonly<Record<string, string | undefined>>;
  readonly stdinIsTerminal: () => boolean;
  readonly stdoutIsTerminal: () => boolean;
  readonly stderrIsTerminal: () => boolean;
  /** Columns of the terminal that standard output, or else standard error, is. */
  readonly columns: () => number | undefined;
  /** All of standard input. */
  readonly readStdin: () => Promise<Uint8Array>;
  /** Done when everything is written, or when nobody reads any more. */
  readonly writeStdout: (pieces: readonly string[]) => Promise<void>;
  readonly writeStderr: (text: string) => void;
  /**
   * Aborted when the process is told to end; the reason's message is SIGTERM or SIGINT. Asked for
   * by what has something left to do then: without, it just ends.
   */
  readonly stopSignal: () => AbortSignal;
}

/** What a command says of itself. */
export interface About {
  /** One word, or two: `argocd generate`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the flags: `[PATH…]`. */
  readonly operands: string;
  /** What the help says besides the flags. */
  readonly description: string;
}

export interface Command extends About {
  readonly options: Options;
  /** The exit code: one of revcast's own, or that of a program that it ran and that failed. */
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

/** A command whose flags arrive parsed. */
export function command<T extends Options>(
  about: About,
  options: T,
  run: (values: Values<T>, paths: readonly string[], io: Io) => Promise<ExitCode | Stopped | Usage>,
): Command {
  return {
    ...about,
    options,
    run: async (args, io) => {
      const parsed = readOptions(options, args, inEnvironment(io.environment));
      const result = 'usage' in parsed ? parsed : await run(parsed.values, parsed.paths, io);
      return typeof result === 'number' ? result : wrongUsage(about, result, io);
    },
  };
}

/** Tells what can't be meant, and is the exit code for it. */
export function wrongUsage({ name }: About, { usage }: Usage, io: Io): ExitCode {
  io.writeStderr(`revcast ${name}: ${visible(usage)}\nSee revcast ${name} --help.\n`);
  return 2;
}
