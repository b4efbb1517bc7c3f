import { type JsonObject, objectAt, stringAt } from '../../json.ts';
import type { StringMap } from '../../knative/types.ts';
import { peekAnnotation } from './peek.ts';
import type { Item } from './resource-list.ts';

/** Where hosts of KRM functions say which file an object is from: today's key, and an older one. */
const pathKeys = ['internal.config.kubernetes.io/path', 'config.kubernetes.io/path'] as const;
const indexKeys = ['internal.config.kubernetes.io/index', 'config.kubernetes.io/index'] as const;

/** On an object that is not applied: kustomize and kpt leave it out of what they print or apply. */
const localConfig = 'config.kubernetes.io/local-config';

/** Whether the object is for tools only, a Kptfile for one, and so in no half of what is applied. */
export function isLocal({ member: { value } }: Item): boolean {
  return (peekAnnotation(value, localConfig) ?? 'false') !== 'false';
}

export interface File {
  readonly path: string;
  /** Of the document in the file. */
  readonly index: number;
}

export function itemFile({ member: { value } }: Item): File | undefined {
  const path = first(pathKeys, (key) => peekAnnotation(value, key));
  if (path === undefined || path === '') return undefined;
  const index = first(indexKeys, (key) => peekAnnotation(value, key));
  return { path, index: Number(index ?? 0) || 0 };
}

function first<T>(keys: readonly string[], find: (key: string) => T | undefined): T | undefined {
  for (const key of keys) {
    const found = find(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Gives a generated ScaledObject the annotations that its host asks of it. */
export type Place = (scaledObject: JsonObject, service: JsonObject) => JsonObject;

/**
 * A generated ScaledObject goes into a file beside that of its Service, named after the Service and
 * so the same for every revision; two in one file have places of their own there. Where its Service
 * isn't applied it isn't, either. `kept` are the items that stay.
 */
export function placing(kept: readonly Item[]): Place {
  const next = new Map<string, number>();
  for (const file of kept.map(itemFile)) {
    if (file !== undefined) next.set(file.path, Math.max(next.get(file.path) ?? 0, file.index + 1));
  }
  return (scaledObject, service) => {
    const annotations = (objectAt(service, ['metadata', 'annotations']) ?? {}) as StringMap;
    const path = besideOf(annotations, stringAt(service, ['metadata', 'name']) ?? '');
    const index = next.get(path ?? '') ?? 0;
    if (path !== undefined) next.set(path, index + 1);
    const local = annotations[localConfig];
    return annotated(scaledObject, {
      ...(local !== undefined && { [localConfig]: local }),
      ...(path !== undefined && fileAnnotations({ path, index }, annotations)),
    });
  };
}

function besideOf(annotations: StringMap, name: string): string | undefined {
  const path = first(pathKeys, (key) => annotations[key]);
  return path ? `${path.replace(/[^/]*$/, '')}${name}.scaledobject.yaml` : undefined;
}

/** By the keys that the Service has. */
function fileAnnotations({ path, index }: File, annotations: StringMap): StringMap {
  const entries = pathKeys.flatMap((key, at) =>
    annotations[key] === undefined
      ? []
      : [
          [key, path],
          [indexKeys[at] ?? '', String(index)],
        ],
  );
  return Object.fromEntries(entries);
}

function annotated(scaledObject: JsonObject, added: StringMap): JsonObject {
  const metadata = objectAt(scaledObject, ['metadata']) ?? {};
  const annotations = { ...objectAt(metadata, ['annotations']), ...added };
  return { ...scaledObject, metadata: { ...metadata, annotations } };
}
