import { kubeconfigFile, tokenOf } from './cluster-access.ts';
import { installDefinitions } from './cluster-definitions.ts';
import { createWorkplace, type Program } from './cluster-programs.ts';
import { type Access, type Ask, createAsk } from './cluster-request.ts';
import { compact, createApiServer, createEtcd } from './cluster-servers.ts';

/** Where etcd, kube-apiserver and, in CI, more programs are: the convention of envtest. */
export const assets: string | undefined = process.env.KUBEBUILDER_ASSETS || undefined;

/** What tests say without them. */
export const skipped = 'skipped: set KUBEBUILDER_ASSETS (setup-envtest use -p path)';

/** How a cluster is reached. It can be handed to another process. */
export interface ClusterAddress extends Access {
  readonly directory: string;
  /** A kubeconfig file that may do everything. */
  readonly kubeconfig: string;
}

export interface ClusterAccess extends ClusterAddress {
  /** May do everything. */
  readonly ask: Ask;
  /** A kubeconfig file that may do what this ServiceAccount may. */
  readonly kubeconfigOf: (namespace: string, serviceAccount: string) => Promise<string>;
}

/** A real API server with RBAC on, and the resources of Knative Serving and KEDA in it. */
export interface Cluster extends ClusterAccess {
  readonly apiServer: Program;
  readonly etcd: Program;
  /** Forgets history: an older watch is answered with 410 once the API server has started again. */
  readonly compact: () => Promise<void>;
  /** Ends all of it, and leaves nothing behind. The end of this process does the same. */
  readonly stop: () => Promise<void>;
}

export interface ClusterSettings {
  /** More flags of kube-apiserver. */
  readonly flags?: readonly string[];
}

export async function startCluster({ flags = [] }: ClusterSettings = {}): Promise<Cluster> {
  if (assets === undefined) throw new Error(skipped);
  const { directory, remove } = createWorkplace();
  try {
    const etcd = await createEtcd(assets, directory);
    const apiServer = await createApiServer(assets, directory, etcd.url, flags);
    await etcd.program.start();
    await apiServer.program.start();
    const access = apiServer.access();
    const kubeconfig = kubeconfigFile(directory, 'admin', access);
    const cluster = clusterAt({ ...access, directory, kubeconfig });
    await installDefinitions(cluster.ask);
    return {
      ...cluster,
      apiServer: apiServer.program,
      etcd: etcd.program,
      compact: async () => await compact(etcd.url),
      stop: remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

export function clusterAt(address: ClusterAddress): ClusterAccess {
  const ask = createAsk(address);
  return {
    ...address,
    ask,
    kubeconfigOf: async (namespace, serviceAccount) => {
      const token = await tokenOf(ask, namespace, serviceAccount);
      const name = `${namespace}-${serviceAccount}`;
      return kubeconfigFile(address.directory, name, { ...address, token }, namespace);
    },
  };
}
