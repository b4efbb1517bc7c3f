import type { Agent } from 'node:http';

/** What a request needs for being let in. */
export interface Access {
  readonly headers: Readonly<Record<string, string>>;
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

export interface ConnectOptions {
  /** The path of a kubeconfig; absent: `KUBECONFIG`, then `~/.kube/config`, then the pod's own. */
  readonly kubeconfig?: string;
  readonly context?: string;
}

/** Throws `ConnectError`. Nothing is sent to the cluster yet. */
export async function connect(_options: ConnectOptions): Promise<Connection> {
  throw new Error('Not there yet.');
}
