import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemMessage } from '../diagnostics/system.ts';
import type { Command, Io } from './command.ts';
import { variableOf } from './option.ts';

export const logOptions = {
  'log-file': {
    type: 'value',
    placeholder: 'FILE',
    help: 'Also append what is told on standard error to this file: Helm 3 shows it only when something is wrong, Helm 4 never. Default: under Helm 4 an error is told on the terminal, where there is one.',
  },
} as const;

/** A command with the flag above. */
export function logged(command: Command): Command {
  return {
    ...command,
    run: async (args, io) => {
      const log = openLog(args, io);
      return log.close(log.isOpen ? await command.run(args, log.io) : 4);
    },
  };
}

interface Log {
  /** What is told there is logged. */
  readonly io: Io;
  readonly isOpen: boolean;
  /** Writes what was told; returns the exit code, which is another one when that failed. */
  readonly close: (exitCode: number) => number;
}

function openLog(args: readonly string[], io: Io): Log {
  const flag = looseFlags(args, io);
  const file = flag('log-file');
  const told: string[] = [];
  const writeStderr = (text: string): void => {
    told.push(text);
    io.writeStderr(text);
  };
  const isOpen = file === undefined || append(file, '', writeStderr);
  return {
    io: { ...io, writeStderr },
    isOpen,
    close: (exitCode) => {
      const text = told.join('');
      if (file !== undefined && isOpen) {
        const head = flag('diagnostics') === 'json' ? '' : headLine(exitCode);
        return text === '' || append(file, head + text, io.writeStderr) ? exitCode : 4;
      }
      if (exitCode !== 0 && isHelm4(io)) tellTerminal(text);
      return exitCode;
    },
  };
}

/** Reads flags before anything is known to be right: wrong usage is logged, too. */
function looseFlags(args: readonly string[], io: Io): (name: string) => string | undefined {
  const type = 'string';
  const options = { 'log-file': { type }, diagnostics: { type } } as const;
  const { values } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true });
  return (name) => {
    const value = values[name];
    return (typeof value === 'string' && value) || io.environment(variableOf(name)) || undefined;
  };
}

/** Several runs share a file: one for each release of a helmfile, say. */
function headLine(exitCode: number): string {
  return `# ${new Date().toISOString()} revcast post-render: exit code ${exitCode}\n`;
}

/** At once, so that what runs at the same time can't come in between. */
function append(file: string, text: string, tell: (text: string) => void): boolean {
  try {
    appendFileSync(file, text);
    return true;
  } catch (error) {
    tell(`revcast: ${file}: ${systemMessage(error)}\n`);
    return false;
  }
}

/** Helm 4 says of a plugin which one it is (helm `internal/plugin`, `runPostrenderer`). */
function isHelm4(io: Io): boolean {
  return io.environment('HELM_PLUGIN_NAME') === 'revcast';
}

/** Opened so that it is never made: it isn't there in CI. */
function tellTerminal(text: string): void {
  try {
    writeFileSync('/dev/tty', text, { flag: 'r+' });
  } catch {
    // There is no other place that anybody would look at.
  }
}
