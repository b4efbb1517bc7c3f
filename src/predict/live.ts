import type { Count, LiveAnswer } from './types.ts';

/** The cluster, asked just now, counts itself. */
export function counted(answer: LiveAnswer | undefined): Count | undefined {
  if (answer?.generation === undefined) return undefined;
  return { way: 'live', generation: answer.generation, problems: answer.problems };
}

/** Whether the cluster was asked, and the Service will not become a revision as it is. */
export function isRefused(answer: LiveAnswer | undefined): answer is LiveAnswer {
  return answer !== undefined && answer.generation === undefined;
}
