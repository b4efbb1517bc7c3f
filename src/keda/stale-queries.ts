import type { Problem } from '../diagnostics/types.ts';
import { type JsonObject, stringAt, valueAt } from '../json.ts';
import { generationIn } from '../knative/names.ts';
import type { Revision } from '../knative/types.ts';

const word = /[a-z0-9](?:[-a-z0-9]*[a-z0-9])?/g;

/**
 * Queries that name another generation of the Service's revisions: written by hand once, and of no
 * use since. What they scale by is the load of a revision that is gone.
 */
export function staleQueries(scaledObject: JsonObject, revision: Revision): Problem[] {
  const triggers = valueAt(scaledObject, ['spec', 'triggers']);
  return (Array.isArray(triggers) ? triggers : []).flatMap((trigger, index) => {
    const words = stringAt(trigger, ['metadata', 'query'])?.match(word) ?? [];
    const stale = words.find((name) => isOther(name, revision));
    return stale === undefined ? [] : [staleQuery(stale, index, revision)];
  });
}

function isOther(name: string, { name: own, configuration }: Revision): boolean {
  return name !== own && generationIn(configuration, name) !== undefined;
}

function staleQuery(stale: string, index: number, { name }: Revision): Problem {
  return {
    code: 'RC5015',
    path: ['spec', 'triggers', index, 'metadata', 'query'],
    message: `the query is about revision ${stale}, and the ScaledObject about ${name}`,
    hint: 'Write {{ .revisionName }} for the name, so that it follows the revision.',
  };
}
