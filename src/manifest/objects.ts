import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { isObject, type Json, type JsonObject, type Path } from '../json.ts';

export interface Objects {
  readonly objects: readonly { readonly at: Path; readonly value: JsonObject }[];
  readonly problems: readonly Problem[];
}

/**
 * The Kubernetes objects in the value of a document: the value itself, the items of a List or of a
 * typed list (`ServiceList`), or none in an empty document. Paths start at the document's root.
 */
export function objectsOf(value: Json): Objects {
  return value === null ? { objects: [], problems: [] } : objectsAt([], value);
}

function objectsAt(at: Path, value: Json): Objects {
  if (!isObject(value)) return only(notAnObject(at, value));
  const { apiVersion, kind, items } = value;
  if (typeof kind !== 'string' || kind === '') return only(missing(at, 'kind', value));
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    return only(missing(at, 'apiVersion', value));
  }
  if (kind.endsWith('List') && Array.isArray(items)) {
    const all = items.map((item, index) =>
      objectsAt([...at, 'items', index], typed(item, apiVersion, kind)),
    );
    return {
      objects: all.flatMap(({ objects }) => objects),
      problems: all.flatMap(({ problems }) => problems),
    };
  }
  if (kind === 'List' && apiVersion === 'v1') return only(noItems(at, items));
  return { objects: [{ at, value }], problems: [] };
}

/** The API server leaves apiVersion and kind out of the items of typed lists. */
function typed(item: Json, apiVersion: string, listKind: string): Json {
  if (!isObject(item) || listKind === 'List' || 'kind' in item || 'apiVersion' in item) return item;
  return { apiVersion, kind: listKind.slice(0, -'List'.length), ...item };
}

function only(problem: Problem): Objects {
  return { objects: [], problems: [problem] };
}

function notAnObject(path: Path, value: Json): Problem {
  return {
    code: path.length === 0 ? 'RC1007' : 'RC1012',
    path,
    message: `expected a Kubernetes object, found ${quoted(value)}`,
    hint: 'Write a mapping with apiVersion, kind and metadata, or remove it',
  };
}

function missing(at: Path, field: 'kind' | 'apiVersion', value: JsonObject): Problem {
  const found = value[field];
  return {
    code: 'RC1011',
    path: [...at, field],
    message:
      found === undefined
        ? `a Kubernetes object has ${field}; here are only ${quoted(Object.keys(value))}`
        : `expected a string as ${field}, found ${quoted(found)}`,
    hint: `Set ${field}; leave out files that are not manifests`,
  };
}

function noItems(at: Path, items: Json | undefined): Problem {
  const found = items === undefined ? 'nothing' : quoted(items);
  return {
    code: 'RC1012',
    path: [...at, 'items'],
    message: `a List has items, a list of objects, found ${found}`,
    hint: 'Write the objects under items; for none, write []',
  };
}
