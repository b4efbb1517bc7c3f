import { isObject, type Json, type JsonObject, objectAt, stringAt } from '../../src/json.ts';
import { ApiError } from '../../src/kubernetes/errors.ts';
import type { Client, Resource } from '../../src/kubernetes/types.ts';

/** A request that changes something, as it came. */
export interface Write {
  readonly verb: 'create' | 'patch' | 'delete';
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly body: JsonObject;
  readonly fieldManager?: string;
}

/** An API server in memory: with uids, resourceVersions and preconditions, and without watches. */
export interface FakeClient extends Client {
  readonly writes: readonly Write[];
  /** Puts an object there, with a uid and a resourceVersion where it has none. */
  readonly put: (resource: Resource, object: JsonObject) => JsonObject;
  readonly objects: (resource: Resource) => JsonObject[];
  /** Every write is asked about first: an error fails it. */
  readonly answer: (ask: (write: Write) => Error | undefined) => void;
  /** Objects of this resource can't be read. */
  readonly hide: (resource: Resource, error: Error) => void;
}

export function createFakeClient(): FakeClient {
  const stored = new Map<string, JsonObject>();
  const writes: Write[] = [];
  const hidden = new Map<string, Error>();
  let ask: (write: Write) => Error | undefined = () => undefined;
  let version = 0;

  function store(key: string, object: JsonObject, uid: string): JsonObject {
    const metadata = { ...objectAt(object, ['metadata']), uid, resourceVersion: `${++version}` };
    const kept = { ...structuredClone(object), metadata };
    stored.set(key, kept);
    return kept;
  }

  async function asked(write: Write): Promise<void> {
    await Promise.resolve();
    const error = ask(write);
    if (error !== undefined) throw error;
    writes.push(write);
  }

  function found(key: string, name: string): JsonObject {
    const object = stored.get(key);
    if (object === undefined) throw new ApiError(404, 'NotFound', `"${name}" not found`);
    return object;
  }

  return {
    writes,
    put: (resource, object) => {
      const { namespace = '', name = '' } = namesOf(object);
      const uid = stringAt(object, ['metadata', 'uid']) ?? `uid-${++version}`;
      return store(keyOf(resource, namespace, name), object, uid);
    },
    objects: ({ plural, group }) =>
      [...stored].filter(([key]) => key.startsWith(`${plural}.${group}/`)).map(([, each]) => each),
    answer: (next) => {
      ask = next;
    },
    hide: ({ plural }, error) => {
      hidden.set(plural, error);
    },
    get: async (resource, namespace = '', name) => {
      await Promise.resolve();
      const error = hidden.get(resource.plural);
      if (error !== undefined) throw error;
      return stored.get(keyOf(resource, namespace, name));
    },
    create: async (resource, namespace = '', object, { fieldManager }) => {
      const { name = '' } = namesOf(object);
      const key = keyOf(resource, namespace, name);
      const { kind } = resource;
      await asked({ verb: 'create', kind, namespace, name, body: object, fieldManager });
      if (stored.has(key)) throw new ApiError(409, 'AlreadyExists', `"${name}" already exists`);
      return store(key, object, `uid-${++version}`);
    },
    patch: async (resource, namespace = '', name, { body }, { fieldManager }) => {
      const key = keyOf(resource, namespace, name);
      await asked({ verb: 'patch', kind: resource.kind, namespace, name, body, fieldManager });
      const object = found(key, name);
      check(object, objectAt(body, ['metadata']) ?? {});
      const merged = mergePatched(object, body);
      return store(
        key,
        isObject(merged) ? merged : {},
        stringAt(object, ['metadata', 'uid']) ?? '',
      );
    },
    remove: async (resource, namespace = '', name, preconditions) => {
      const key = keyOf(resource, namespace, name);
      const body = { ...preconditions };
      await asked({ verb: 'delete', kind: resource.kind, namespace, name, body });
      const object = stored.get(key);
      if (object !== undefined) check(object, body);
      stored.delete(key);
    },
    list: async function* (resource) {
      await Promise.resolve();
      const prefix = `${resource.plural}.${resource.group}/`;
      const items = [...stored].filter(([key]) => key.startsWith(prefix)).map(([, each]) => each);
      yield { items, resourceVersion: String(version) };
    },
  };
}

/** JSON merge patch (RFC 7386). */
function mergePatched(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatched(merged[key], value);
  }
  return merged;
}

/**
 * A uid or resourceVersion that is given has to be the object's: what was modified is a conflict,
 * and another object of the name is invalid.
 */
function check(object: JsonObject, given: JsonObject): void {
  const is = (field: string): boolean =>
    given[field] === undefined || given[field] === stringAt(object, ['metadata', field]);
  if (!is('resourceVersion')) throw new ApiError(409, 'Conflict', 'the object has been modified');
  if (is('uid')) return;
  const message = 'field is immutable';
  const causes = [{ reason: 'FieldValueInvalid', message, field: 'metadata.uid' }];
  throw new ApiError(422, 'Invalid', `metadata.uid: Invalid value: ${message}`, { causes });
}

function namesOf(object: JsonObject): { namespace?: string; name?: string } {
  return objectAt(object, ['metadata']) ?? {};
}

function keyOf({ plural, group }: Resource, namespace: string, name: string): string {
  return `${plural}.${group}/${namespace}/${name}`;
}
