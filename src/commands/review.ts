import { inReadingOrder } from '../diagnostics/order.ts';
import { renderQuestions } from '../live/questions.ts';
import { type Decided, decided } from '../review/decided.ts';
import type { Settings } from '../settings.ts';
import { type Command, command, type ExitCode, type Io, type Stopped } from './command.ts';
import { filesOf, type Inputs, readInputs, settingsOf } from './inputs.ts';
import { askLive } from './live.ts';
import type { Usage } from './option.ts';
import { conflictIn, type ReviewValues, reviewOptions } from './review/options.ts';
import { type Progress, progressOn } from './review/progress.ts';
import { type Shown, show, showExplanation } from './review/show.ts';
import type { States } from './review/states.ts';

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
  reviewOptions,
  async (values, paths, io) => {
    const usage = conflictIn(values, paths, io);
    if (usage !== undefined) return { usage };
    const progress = progressOn(io);
    try {
      return await review(values, paths, progress);
    } finally {
      progress.end();
    }
  },
);

async function review(
  values: ReviewValues,
  paths: readonly string[],
  progress: Progress,
): Promise<ExitCode | Stopped | Usage> {
  const { io } = progress;
  progress.step(readingText(values));
  const states = await statesOf(values, paths, io);
  if (typeof states === 'number' || 'usage' in states) return states;
  const live = await liveOf(states.now, values, progress);
  if (typeof live === 'number') return live;
  const shown = shownOf(states, live, values, progress);
  progress.end();
  const { explain } = values;
  if (explain !== undefined) return await showExplanation(explain, shown, values, io);
  return await show(shown, values, io);
}

/** Most reviews look at one state, and start sooner without all that it takes to read another. */
async function statesOf(
  values: ReviewValues,
  paths: readonly string[],
  io: Io,
): Promise<States | ExitCode | Stopped | Usage> {
  const { against, render, out } = values;
  if (against !== undefined || render !== undefined) {
    const { readStates } = await import('./review/states.ts');
    return await readStates(values, paths, io);
  }
  const except = out === undefined ? [] : [out];
  const now = await readInputs(values, paths, { lock: 'read', except }, io);
  return typeof now === 'number' || 'usage' in now ? now : { now };
}

/** What the cluster says of what is there now: of the past it knows nothing. */
async function liveOf(
  now: Inputs,
  values: ReviewValues,
  progress: Progress,
): Promise<Pick<Settings, 'live'> | ExitCode> {
  if (values.predict === 'offline') return {};
  progress.step('asking the cluster');
  const questions = renderQuestions(now.sources, settingsOf(now, values));
  const live = await askLive(questions, values, progress.io);
  return typeof live === 'number' ? live : { live };
}

function shownOf(
  { now, past }: States,
  live: Pick<Settings, 'live'>,
  values: ReviewValues,
  progress: Progress,
): Shown {
  const files = filesOf(now);
  const decidedOf = (inputs: Inputs, chosen: Partial<Settings>): Decided =>
    decided(inputs.sources, {
      ...settingsOf(inputs, values),
      host: values.host,
      ...chosen,
    });
  const result = decidedOf(now, live);
  const findings = inReadingOrder(
    [...now.findings, ...result.findings, ...(past?.notes ?? [])],
    files.map(({ name }) => name),
  );
  const count = result.outcomes.length;
  progress.step(`reviewing ${count.toLocaleString('en-US')} Service${count === 1 ? '' : 's'}`);
  const before = past?.inputs && decidedOf(past.inputs, {});
  return { now: { ...result, findings }, files, ...(before !== undefined && { before }) };
}

function readingText({ against, render }: ReviewValues): string {
  if (render === undefined) return against === undefined ? 'reading' : `reading ${against}`;
  return against === undefined ? 'rendering' : `rendering this and ${against}`;
}
