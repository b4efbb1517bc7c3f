/**
 * All that asks a cluster about Services, in one piece that is only loaded when it is wanted: without
 * it a rendering starts sooner.
 */
import { createClient } from '../kubernetes/client.ts';
import { type Connection, connect } from '../kubernetes/connect.ts';
import { ConnectError } from '../kubernetes/errors.ts';
import type { ActualAnswers, LiveAnswers } from '../predict/types.ts';
import { readActual } from './actual.ts';
import { type ApplierName, appliers } from './appliers.ts';
import { ask } from './ask.ts';
import type { Question } from './question.ts';
import { type Asking, connectFailure, type Failed } from './request.ts';

/** A cluster, and how it is asked. */
export interface Target {
  /** The path of a file; absent: what kubectl would use, or the pod's own account. */
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  /** Of objects that name none; absent: that of the kubeconfig's context. */
  readonly namespace?: string | undefined;
  readonly applier: ApplierName;
  readonly pause: Asking['pause'];
}

/** Which generation each Service will get when it is applied. Nothing in the cluster changes. */
export async function askCluster(
  questions: readonly Question[],
  target: Target,
): Promise<LiveAnswers | Failed> {
  return await connected(target, (asking) => ask(questions, asking));
}

/** Which generation each Service has, and of which template. Read rights are enough. */
export async function readCluster(
  questions: readonly Question[],
  target: Target,
): Promise<ActualAnswers | Failed> {
  return await connected(target, (asking) => readActual(questions, asking));
}

async function connected<Answers>(
  { kubeconfig, context, namespace, applier, pause }: Target,
  use: (asking: Asking) => Promise<Answers | Failed>,
): Promise<Answers | Failed> {
  const options = { ...(kubeconfig && { kubeconfig }), ...(context && { context }) };
  let connection: Connection;
  try {
    connection = await connect(options);
  } catch (error) {
    if (error instanceof ConnectError) return { failed: connectFailure(error) };
    throw error;
  }
  try {
    const asking = { client: createClient(connection), applier: appliers[applier], pause };
    return await use({ ...asking, namespace: namespace ?? connection.namespace });
  } finally {
    connection.dropIdle();
  }
}
