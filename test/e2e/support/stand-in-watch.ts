import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import type { Access } from '../../support/cluster-request.ts';

export interface KubernetesObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly generation?: number;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Record<string, unknown>;
  readonly status?: Record<string, unknown>;
}

/**
 * Tells every object of a path once and at each change, until it is stopped. A watch without a
 * resourceVersion begins with all objects, so that starting it again is all there is to do when it
 * ends.
 */
export function watchAll(
  { server, authority, token }: Access,
  path: string,
  changed: (object: KubernetesObject) => void,
): () => void {
  const agent = new Agent({ ca: authority, keepAlive: true });
  let isStopped = false;
  const start = (): void => {
    if (isStopped) return;
    const again = (): void => void setTimeout(start, 200).unref();
    const headers = { authorization: `Bearer ${token}` };
    const sent = request(new URL(`${path}?watch=true`, server), { agent, headers }, (response) => {
      response.once('close', again);
      const lines = createInterface({ input: response });
      lines.on('error', () => {});
      lines.on('line', (line) => {
        const { type, object } = JSON.parse(line);
        if (type === 'ADDED' || type === 'MODIFIED') changed(object);
      });
    });
    sent.once('error', again);
    sent.end();
  };
  start();
  return () => {
    isStopped = true;
    agent.destroy();
  };
}
