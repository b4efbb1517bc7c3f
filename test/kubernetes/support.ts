import { type JsonObject, stringAt } from '../../src/json.ts';
import type { Connection } from '../../src/kubernetes/connect.ts';
import { connectionTo } from '../../src/kubernetes/connection.ts';
import type { Restart, Sink } from '../../src/kubernetes/watch.ts';

export function plainConnection(server: string): Connection {
  const cluster = { server, insecure: false, directory: '' };
  const user = { impersonation: {}, directory: '' };
  return connectionTo({ cluster, user, namespace: 'default' }, {});
}

/** Holds what a sink was told as a store would. */
export interface Recorder extends Sink {
  readonly held: Map<string, JsonObject>;
  readonly told: string[];
  readonly restarts: Restart[];
  readonly retained: number[];
}

export function createRecorder(): Recorder {
  const held = new Map<string, JsonObject>();
  const told: string[] = [];
  const restarts: Restart[] = [];
  const retained: number[] = [];
  const nameOf = (object: JsonObject): string => stringAt(object, ['metadata', 'name']) ?? '';
  return {
    held,
    told,
    restarts,
    retained,
    seen: (object) => {
      told.push(`+${nameOf(object)}`);
      held.set(nameOf(object), object);
    },
    gone: (object) => {
      told.push(`-${nameOf(object)}`);
      held.delete(nameOf(object));
    },
    retain: (keys) => {
      retained.push(keys.size);
      for (const [name, object] of held) {
        const namespace = stringAt(object, ['metadata', 'namespace']) ?? '';
        if (!keys.has(`${namespace}/${name}`)) held.delete(name);
      }
    },
    restarted: (reason) => {
      restarts.push(reason);
    },
  };
}
