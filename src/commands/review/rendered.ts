import { visible } from '../../diagnostics/words.ts';
import { readOne, type Sources } from '../../manifest/sources.ts';
import type { ExitCode, Io, Stopped } from '../command.ts';
import { withBeside } from '../inputs.ts';
import type { Usage } from '../option.ts';
import { counterpartIn, isDirectory, isPath, readPath } from './against-path.ts';
import { renderBoth, renderIn } from './checkouts/both.ts';
import type { Place } from './checkouts/past.ts';
import type { Printed } from './checkouts/rendering.ts';
import type { Failure } from './checkouts/session.ts';
import { isNew, leftOut, type Past, type PastValues, withPastBeside } from './past.ts';
import type { States, StateValues } from './states.ts';

type RenderValues = StateValues & { readonly render: string };

/** Reads what a command line prints: here, in another directory, or in checkouts. */
export async function readRendered(
  values: RenderValues,
  io: Io,
): Promise<States | Usage | ExitCode | Stopped> {
  const { against, render } = values;
  if (against !== undefined && !isPath(against)) {
    const both = await renderBoth(render, against, io, async ({ now, before, place }) => ({
      now,
      past: await pastOf(before, { ...values, against }, place),
    }));
    if (typeof both === 'number') return both;
    return 'failure' in both ? fail(both, io) : await statesOf(both.now, both.past, values, io);
  }
  const isBoth = against !== undefined && isDirectory(against);
  const printed = await renderIn(isBoth ? ['.', against] : ['.'], render, io);
  if (typeof printed === 'number') return printed;
  if ('failure' in printed) return fail(printed, io);
  const [now = noOutput, before] = printed;
  if (against === undefined) return await statesOf(now, undefined, values, io);
  const named = { ...values, against };
  const past =
    before === undefined
      ? await readPath(named, [], io)
      : await pastOf(before, named, counterpartIn('.', against));
  return typeof past === 'number' || 'usage' in past ? past : await statesOf(now, past, values, io);
}

const noOutput: Failure = { failure: '--render printed nothing' };

async function statesOf(
  now: Printed,
  past: Past | undefined,
  values: RenderValues,
  io: Io,
): Promise<States | ExitCode> {
  if ('failure' in now) return fail(now, io);
  const inputs = await withBeside(await sourcesOf(now.printed), values, 'read', io);
  if (typeof inputs === 'number') return inputs;
  return { now: inputs, ...(past !== undefined && { past }) };
}

/** What can't be rendered any more is no reason not to show what is there now. */
async function pastOf(before: Printed, values: PastValues, place: Place): Promise<Past> {
  if ('printed' in before) {
    return await withPastBeside(await sourcesOf(before.printed), values, place);
  }
  if (before.isMissing) {
    const { inputs } = await withPastBeside(nothing, values, place);
    return { inputs, notes: [isNew('this directory', values.against)] };
  }
  const { failure, said = '' } = before;
  const last = said.trimEnd().split('\n').at(-1);
  return { notes: [leftOut(last ? `${failure}: ${last}` : failure, values.against)] };
}

const nothing: Sources = { sources: [], findings: [], failures: [] };

async function sourcesOf(printed: Uint8Array): Promise<Sources> {
  const read = await readOne('<render>', () => printed);
  return {
    sources: 'source' in read ? [read.source] : [],
    findings: 'finding' in read ? [read.finding] : [],
    failures: 'failure' in read ? [read.failure] : [],
  };
}

/** Lines that are shown of what a program said. */
const shown = 20;

/** Tells why a state can't be had, and is the exit code. */
export function fail({ failure, said = '' }: Failure, io: Io): ExitCode {
  const lines = said.trimEnd().split('\n').slice(-shown);
  const quoted = lines.filter((line) => line !== '').map((line) => `  ${visible(line)}\n`);
  io.writeStderr(`revcast: ${visible(failure)}\n${quoted.join('')}`);
  return 4;
}
