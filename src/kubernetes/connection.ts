import type { Agent } from 'node:http';
import { createAgent, dropIdle } from './agent.ts';
import { readCredentials } from './credentials.ts';
import type { Target } from './kubeconfig.ts';

/** What a request needs for being let in. */
export interface Access {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly agent: Agent;
}

/** A cluster, and who we are there. */
export interface Connection {
  /** Without a slash at its end; it may have a path. */
  readonly server: string;
  /** The context's or the pod's namespace, else `default`. */
  readonly namespace: string;
  /** Credentials as they are now: token files, certificates and plugins are asked again in time. */
  readonly access: () => Promise<Access>;
  /** After a 401: this access is worth nothing any more, the next is made anew. */
  readonly renew: (refused: Access) => void;
  /** Closes what waits for a next request: sockets whose other end may be gone. */
  readonly dropIdle: () => void;
}

interface Held {
  readonly access: Access;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** The kubeconfig itself is never read again: a changed current context must not move us. */
export function connectionTo(target: Target, env: NodeJS.ProcessEnv): Connection {
  const { server, proxyUrl } = target.cluster;
  let agent: Agent | undefined;
  let agentIsFor = '';
  let reading: Promise<Held> | undefined;
  let latest: Access | undefined;

  async function read(): Promise<Held> {
    const { headers, tls, until } = await readCredentials(target, env);
    const security = JSON.stringify(tls);
    if (agent === undefined || security !== agentIsFor) {
      if (agent) dropIdle(agent);
      agent = createAgent(server, tls, proxyUrl);
      agentIsFor = security;
    }
    latest = { headers, agent };
    return { access: latest, until };
  }

  async function access(): Promise<Access> {
    reading ??= read();
    const asked = reading;
    const forget = (): void => {
      // Of many that wait, the first starts the next reading, and the others wait for that.
      if (reading === asked) reading = undefined;
    };
    try {
      const held = await asked;
      if (Date.now() < held.until) return held.access;
    } catch (error) {
      forget();
      throw error;
    }
    forget();
    return access();
  }

  return {
    server,
    namespace: target.namespace,
    access,
    renew: (refused) => {
      if (refused !== latest) return;
      latest = undefined;
      reading = undefined;
    },
    dropIdle: () => agent && dropIdle(agent),
  };
}
