import { isObject, type Json, type JsonObject, valueAt } from '../../src/json.ts';
import type { Client, Patch, Resource, WriteOptions } from '../../src/kubernetes/types.ts';

/** One request that a client was given. */
export interface Sent {
  readonly verb: 'get' | 'create' | 'patch';
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly body?: JsonObject;
  readonly patch?: Patch['type'];
  readonly options?: WriteOptions;
}

export interface Fake {
  readonly client: Client;
  readonly sent: readonly Sent[];
}

/** What an answer is replaced by; an error is thrown. */
export type Answer = (sent: Sent) => JsonObject | Error | undefined;

/** A cluster that has these objects and stores nothing, as with dry runs only. */
export function fakeClient(objects: readonly JsonObject[], answer: Answer = () => undefined): Fake {
  const sent: Sent[] = [];
  const find = ({ kind }: Resource, namespace: string | undefined, name: string) =>
    objects.find(
      (object) =>
        object.kind === kind &&
        valueAt(object, ['metadata', 'namespace']) === namespace &&
        valueAt(object, ['metadata', 'name']) === name,
    );
  const asked = <Value>(request: Sent, value: Value): Value | JsonObject => {
    sent.push(request);
    const given = answer(request);
    if (given instanceof Error) throw given;
    return given ?? value;
  };
  const refuse = (): never => {
    throw new Error('only what dry runs need');
  };
  return {
    sent,
    client: {
      get: async ({ kind }, namespace, name) =>
        asked({ verb: 'get', kind, namespace, name }, find({ kind } as Resource, namespace, name)),
      create: async ({ kind }, namespace, body, options) => {
        const name = String(valueAt(body, ['metadata', 'name']));
        return asked({ verb: 'create', kind, namespace, name, body, options }, body);
      },
      patch: async (resource, namespace, name, { type, body }, options) => {
        const { kind } = resource;
        const before = find(resource, namespace, name) ?? {};
        const request = {
          verb: 'patch' as const,
          kind,
          namespace,
          name,
          body,
          patch: type,
          options,
        };
        return asked(request, merged(before, body) as JsonObject);
      },
      remove: refuse,
      list: refuse,
    },
  };
}

/** RFC 7386. */
function merged(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key] ?? null, value);
  }
  return result;
}
