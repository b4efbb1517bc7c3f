import type { Unsuccessful } from './outcome.ts';
import { outcomeOf, type Request } from './outcome-of.ts';
import { stopped } from './while-leading.ts';

/** A part of a plan could not be carried out: what follows from it. */
export class RequestFailed extends Error {
  override readonly name: string = 'RequestFailed';
  readonly outcome: Unsuccessful;

  constructor(outcome: Unsuccessful) {
    super(outcome.failure);
    this.outcome = outcome;
  }
}

/** What the API server answers. A failure is thrown with what follows from it. */
export async function asked<Answer>(
  request: Request,
  call: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw error === stopped ? error : new RequestFailed(outcomeOf(error, request));
  }
}
