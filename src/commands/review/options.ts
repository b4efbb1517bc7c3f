import { quoted } from '../../diagnostics/quoted.ts';
import type { Io } from '../command.ts';
import {
  clusterOptions,
  hostOptions,
  inputOptions,
  predictOptions,
  templateOptions,
} from '../input-options.ts';
import type { Values } from '../option.ts';
import { isPath } from './against-path.ts';

/** Which states are reviewed. */
const stateOptions = {
  against: {
    type: 'value',
    placeholder: 'STATE',
    help: 'Show what changes against this: a file or directory, or a Git branch, tag or commit; main... is the commit in which HEAD has left main.',
  },
  render: {
    type: 'value',
    placeholder: 'COMMAND',
    help: 'Review what this command line prints, instead of files; against a Git commit in a checkout of it and in a copy of the working tree.',
  },
} as const;

/** What is shown of them, and where. */
const showOptions = {
  explain: {
    type: 'value',
    placeholder: 'SERVICE',
    help: 'Tell where each field of the ScaledObject of this Service comes from; NAMESPACE/NAME where several have the name.',
  },
  format: {
    type: 'choice',
    choices: ['text', 'markdown', 'github', 'sarif', 'json', 'html'],
    default: 'text',
    help: 'For a terminal, a comment on a pull request, annotations of GitHub Actions, code scanning, programs, or a browser.',
  },
  out: {
    type: 'value',
    short: 'o',
    placeholder: 'FILE',
    help: 'Write into this file instead of to standard output.',
  },
  all: {
    type: 'boolean',
    help: 'With --against, also show Services that stay the same.',
  },
  'fail-on': {
    type: 'choice',
    choices: ['error', 'warning'],
    default: 'error',
    help: 'The least severity of findings that makes the exit code 1.',
  },
} as const;

export const reviewOptions: typeof inputOptions &
  typeof stateOptions &
  typeof showOptions &
  typeof templateOptions &
  typeof hostOptions &
  typeof predictOptions &
  typeof clusterOptions = {
  ...inputOptions,
  ...stateOptions,
  ...showOptions,
  ...templateOptions,
  ...hostOptions,
  ...predictOptions,
  ...clusterOptions,
};

export type ReviewValues = Values<typeof reviewOptions>;

/** What can't be meant. */
export function conflictIn(
  values: ReviewValues,
  paths: readonly string[],
  io: Io,
): string | undefined {
  const { against, render, explain, format, out } = values;
  const isPage = format === 'html' && out === undefined && io.stdoutIsTerminal();
  const conflicts: readonly (readonly [boolean, string])[] = [
    [
      render !== undefined && paths.length > 0,
      `--render reads what its command prints, and can't go with ${paths[0]}`,
    ],
    [
      explain !== undefined && against !== undefined,
      "--explain tells of what is there now, and can't go with --against",
    ],
    [
      explain !== undefined && format !== 'text' && format !== 'json',
      `--explain has the formats text and json, and can't go with --format ${format}`,
    ],
    [isPage, '--format html is for a browser: give --out FILE, or pipe it'],
  ];
  const found = conflicts.find(([is]) => is)?.[1];
  if (found !== undefined || against === undefined) return found;
  const readsStdin = render === undefined && (paths.length === 0 || paths.includes('-'));
  return conflictWith(against, readsStdin && !(paths.length === 0 && io.stdinIsTerminal()));
}

function conflictWith(against: string, readsStdin: boolean): string | undefined {
  if (against === '-') {
    return readsStdin ? "--against - and what is reviewed can't both be standard input" : undefined;
  }
  if (isPath(against)) return undefined;
  if (readsStdin) {
    return `standard input has no past in ${against}: name files, or give --render COMMAND`;
  }
  if (against.startsWith('-')) {
    return `--against is a path or a Git revision, not ${quoted(against)}`;
  }
  if (/\.\.|:|^$/.test(against.replace(/\.\.\.$/, ''))) {
    const expected = 'one branch, tag or commit, or main... for where HEAD has left main';
    return `--against is a path, or ${expected}, and not ${quoted(against)}`;
  }
  return undefined;
}
