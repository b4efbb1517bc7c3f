import type { Problem } from '../diagnostics/types.ts';
import { revcast } from '../knative/keys.ts';
import type { Count, LockEntry } from './types.ts';

/** The Service says which generation its template will have. */
export function hinted(
  hint: number | undefined,
  entry: LockEntry | undefined,
  isUnchanged: boolean,
): Count | undefined {
  if (hint === undefined) return undefined;
  const isStale = entry?.generation === hint && !isUnchanged;
  return { way: 'hint', generation: hint, problems: isStale ? [stale(hint)] : [] };
}

function stale(hint: number): Problem {
  return {
    code: 'RC6014',
    path: ['metadata', 'annotations', revcast.generation],
    message: `the generation is said to be ${hint}, but the lock file has ${hint} for another template`,
    hint: 'Remove the annotation: the lock file counts on from it.',
  };
}
