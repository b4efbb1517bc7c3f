import type { Failed } from './request.ts';

/** How many Services are asked about at once: enough to hide the way to a server far away. */
const atOnce = 8;

/**
 * The answers to all questions by their keys. The first question that
 * can't be asked ends it: the others can't either.
 */
export async function each<Question extends { readonly key: string }, Answer extends object>(
  questions: readonly Question[],
  answerOf: (question: Question) => Promise<Answer | Failed>,
): Promise<ReadonlyMap<string, Answer> | Failed> {
  const answers = new Map<string, Answer>();
  const waiting = questions.values();
  let failure: Failed | undefined;
  const lane = async (): Promise<void> => {
    for (const question of waiting) {
      if (failure !== undefined) return;
      const answer = await answerOf(question);
      if ('failed' in answer) failure ??= answer;
      else answers.set(question.key, answer);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return failure ?? answers;
}
