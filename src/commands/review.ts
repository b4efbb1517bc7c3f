import { inReadingOrder } from '../diagnostics/order.ts';
import { decided } from '../review/decided.ts';
import { type Command, command, type ExitCode, type Io } from './command.ts';
import {
  clusterOptions,
  hostOptions,
  inputOptions,
  predictOptions,
  templateOptions,
} from './input-options.ts';
import { filesOf, type Inputs, readInputs, settingsOf } from './inputs.ts';
import type { Values } from './option.ts';
import { replaceFiles } from './replace-file.ts';
import { isError } from './report.ts';
import { paperOf } from './review/paper.ts';

const options = {
  ...inputOptions,
  ...templateOptions,
  ...hostOptions,
  ...predictOptions,
  ...clusterOptions,
  against: {
    type: 'value',
    placeholder: 'STATE',
    help: 'Show what changes against this: a file or directory, or a Git commit, branch or tag.',
  },
  render: {
    type: 'value',
    placeholder: 'COMMAND',
    help: 'Review what this command line prints instead of files; with --against on both sides, each in a checkout of its own.',
  },
  explain: {
    type: 'value',
    placeholder: 'SERVICE',
    help: 'Tell step by step where each field of the ScaledObject of this Service comes from; NAMESPACE/NAME where several have the name.',
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

type ReviewValues = Values<typeof options>;

export const reviewCommand: Command = command(
  {
    name: 'review',
    summary: 'what will scale how, and what a change does to it',
    operands: '[PATH…]',
    description: [
      'Reads manifests as `revcast render` does, and shows for people what becomes of each',
      'Knative Service, and with --against what a change does to it.',
    ].join('\n'),
  },
  options,
  async (values, paths, io) => {
    const inputs = await readInputs(values, paths, { lock: 'read' }, io);
    if (typeof inputs === 'number' || 'usage' in inputs) return inputs;
    return await show(inputs, values, io);
  },
);

async function show(inputs: Inputs, values: ReviewValues, io: Io): Promise<ExitCode> {
  const settings = { ...settingsOf(inputs, values), host: values.host };
  const now = decided(inputs.sources, settings);
  const files = filesOf(inputs);
  const findings = inReadingOrder(
    [...inputs.findings, ...now.findings],
    files.map(({ name }) => name),
  );
  const parts = await import('../review/index.ts');
  const review = parts.reviewOf(parts.sideOf({ ...now, findings }));
  const text = (() => {
    switch (values.format) {
      case 'text':
        return parts.printTerminal(review, files, paperOf(io), { all: values.all });
      case 'markdown':
        return parts.printMarkdown(review);
      case 'github':
        return parts.printGithub(review);
      case 'sarif':
        return parts.printSarif(review);
      case 'json':
        return parts.printJson(review);
      case 'html':
        return parts.printHtml(review, '');
    }
  })();
  if (values.out === undefined) await io.writeStdout([text]);
  else replaceFiles([{ path: values.out, text }]);
  const failing = values['fail-on'] === 'warning' ? isWarningOrError : isError;
  return findings.some(failing) ? 1 : 0;
}

function isWarningOrError({ severity }: Parameters<typeof isError>[0]): boolean {
  return severity !== 'info';
}
