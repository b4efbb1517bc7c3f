/** What `revcast review` compares, and what it renders. It is loaded where that is asked for. */
import type { ExitCode, Io, Stopped } from '../command.ts';
import type { inputOptions } from '../input-options.ts';
import { type Inputs, lockNameOf, readInputs } from '../inputs.ts';
import type { Usage, Values } from '../option.ts';
import { isPath, readPath } from './against-path.ts';
import { inPast } from './checkouts/past.ts';
import { type Past, type PastValues, readPast } from './past.ts';
import { fail, readRendered } from './rendered.ts';

/** What decides which states are read. */
export type StateValues = Values<typeof inputOptions> & {
  readonly against: string | undefined;
  readonly render: string | undefined;
  readonly out: string | undefined;
};

/** What is reviewed, and what it is compared with. */
export interface States {
  readonly now: Inputs;
  readonly past?: Past;
}

/** Reads the states that are asked for, or tells what is wrong with reading them. */
export async function readStates(
  values: StateValues,
  paths: readonly string[],
  io: Io,
): Promise<States | Usage | ExitCode | Stopped> {
  if (values.render !== undefined) {
    return await readRendered({ ...values, render: values.render }, io);
  }
  const except = values.out === undefined ? [] : [values.out];
  const now = await readInputs(values, paths, { lock: 'read', except }, io);
  if (typeof now === 'number' || 'usage' in now) return now;
  if (values.against === undefined) return { now };
  const past = await pastOf({ ...values, against: values.against }, paths, io);
  return typeof past === 'number' || 'usage' in past ? past : { now, past };
}

async function pastOf(
  values: PastValues,
  paths: readonly string[],
  io: Io,
): Promise<Past | Usage | ExitCode | Stopped> {
  if (isPath(values.against)) return await readPath(values, paths, io);
  const beside = [lockNameOf(values), ...values['cluster-config']];
  const wanted = { revision: values.against, paths, beside };
  const past = await inPast(wanted, io, async (place) => await readPast(values, paths, place));
  return typeof past === 'object' && 'failure' in past ? fail(past, io) : past;
}
