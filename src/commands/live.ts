import { setTimeout } from 'node:timers/promises';
import type { Target } from '../live/index.ts';
import type { Question } from '../live/question.ts';
import type { Failed } from '../live/request.ts';
import type { ActualAnswers, LiveAnswers } from '../predict/types.ts';
import type { ExitCode, Io } from './command.ts';
import type { clusterOptions, inputOptions, predictOptions } from './input-options.ts';
import type { Values } from './option.ts';

export type ClusterValues = Values<
  typeof clusterOptions & typeof predictOptions & Pick<typeof inputOptions, 'namespace'>
>;

/** What the cluster says of Services; the exit code when it can't be asked, which was then told. */
export async function askLive(
  questions: readonly Question[],
  values: ClusterValues,
  io: Io,
): Promise<LiveAnswers | ExitCode> {
  if (questions.length === 0) return new Map();
  const { askCluster } = await loaded();
  return told(await askCluster(questions, targetOf(values)), io);
}

/** What Services are in the cluster; the exit code when it can't be read, which was then told. */
export async function readActual(
  questions: readonly Question[],
  values: ClusterValues,
  io: Io,
): Promise<ActualAnswers | ExitCode> {
  if (questions.length === 0) return new Map();
  const { readCluster } = await loaded();
  return told(await readCluster(questions, targetOf(values)), io);
}

/** Most command lines need no cluster, and start sooner without all that is needed for one. */
async function loaded(): Promise<typeof import('../live/index.ts')> {
  return await import('../live/index.ts');
}

function targetOf({ kubeconfig, context, namespace, applier }: ClusterValues): Target {
  const pause = async (milliseconds: number): Promise<void> => await setTimeout(milliseconds);
  return { kubeconfig, context, namespace, applier, pause };
}

function told<Answers extends object>(answers: Answers | Failed, io: Io): Answers | ExitCode {
  if (!('failed' in answers)) return answers;
  io.writeStderr(`revcast: ${answers.failed}\n`);
  return 4;
}
