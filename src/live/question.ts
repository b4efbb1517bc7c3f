import { type JsonObject, stringAt } from '../json.ts';
import { configurations, services } from '../kubernetes/resources.ts';
import type { Place } from './request.ts';

/** What the cluster is asked about: a Service, or a Configuration that stands alone. */
export interface Question {
  /** Of its entry in a lock, and of its answer. */
  readonly key: string;
  /** As it will be written and applied. */
  readonly object: JsonObject;
}

/** Where the object is, or will be; `namespace` is that of objects that name none. */
export function placeOf({ object }: Question, namespace: string): Place {
  return {
    resource: object.kind === 'Configuration' ? configurations : services,
    namespace: stringAt(object, ['metadata', 'namespace']) ?? namespace,
    name: stringAt(object, ['metadata', 'name']) ?? '',
  };
}
