import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { systemClock } from '../kubernetes/clock.ts';
import { control } from './run/controller.ts';
import { planAll } from './run/dry-run.ts';
import type { Failed } from './run/failed-start.ts';
import { fixOnce } from './run/once.ts';
import { createParts, type Parts } from './run/parts.ts';
import { printResult, summaryOfResult } from './run/print-result.ts';
import type { FixExit, FixIo, FixSettings } from './run/settings.ts';
import { type Cluster, reach } from './run/start.ts';

/** Runs the fixer as it was asked for. */
export async function fix(settings: FixSettings, io: FixIo): Promise<FixExit> {
  const cluster = await reach(settings);
  if ('failure' in cluster) return fail(cluster, io);
  const host = hostname();
  const identity = `${host}_${randomUUID()}`;
  const around = { clock: systemClock, random: Math.random, host, identity };
  const parts = createParts(settings, io, around);
  try {
    return await modes[settings.mode](cluster, parts);
  } finally {
    cluster.connection.dropIdle();
  }
}

const modes: Readonly<
  Record<FixSettings['mode'], (cluster: Cluster, parts: Parts) => Promise<FixExit>>
> = {
  controller: async (cluster, parts) => {
    const failed = await control(cluster, parts);
    return failed === undefined ? 0 : fail(failed, parts.io);
  },
  once: async (cluster, parts) => {
    const { io, settings } = parts;
    const result = await fixOnce(cluster, parts);
    if ('failure' in result) return fail(result, io);
    await io.writeStdout([printResult(result, settings.format)]);
    io.writeStderr(`revcast: ${summaryOfResult(result, settings)}\n`);
    return result.uncovered.length + result.unfinished.length > 0 ? 1 : 0;
  },
  'dry-run': async (cluster, parts) => {
    const { io } = parts;
    const plans = await planAll(cluster, parts);
    if ('failure' in plans) return fail(plans, io);
    await io.writeStdout([plans.text]);
    io.writeStderr(`revcast: ${plans.summary}\n`);
    return 0;
  },
};

function fail({ failure }: Failed, io: FixIo): 4 {
  io.writeStderr(`revcast fix: ${failure}\n`);
  return 4;
}
