import { parseAllDocuments } from 'yaml';
import type { Live, World } from './world.ts';

/** How a tool applies what was rendered. */
export interface Applier {
  readonly name: string;
  readonly args: readonly string[];
}

export type Tool = 'kubectl' | 'argocd' | 'argocdServerSide' | 'flux';

const serverSide = (manager: string): string[] => [
  ...['apply', '--server-side', '--force-conflicts', `--field-manager=${manager}`],
];

export const appliers: Readonly<Record<Tool, Applier>> = {
  kubectl: { name: 'kubectl', args: ['apply'] },
  argocd: { name: 'Argo CD', args: ['apply', '--field-manager=argocd-controller'] },
  argocdServerSide: { name: 'Argo CD (server-side)', args: serverSide('argocd-controller') },
  flux: { name: 'Flux', args: serverSide('kustomize-controller') },
};

/**
 * One sync: everything that was rendered is applied, and what is refused is told. As all tools do,
 * the rest is applied nevertheless.
 */
export async function sync(
  world: World,
  manifests: string,
  { args }: Applier = appliers.flux,
): Promise<string> {
  return await world.kubectl([...args, '-f', '-'], manifests).then(
    () => '',
    ({ message }: Error) => message,
  );
}

/** What a tool does that looks every so often and applies again: until nothing is refused. */
export async function syncUntilTaken(world: World, manifests: string, by?: Applier): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) {
    const refused = await sync(world, manifests, by);
    if (refused === '') return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`still refused: ${await sync(world, manifests, by)}`);
}

type Fields = readonly (readonly string[])[];

/** The paths that examples/ tell tools to leave alone. */
const ignored: Fields = [
  ['spec', 'scaleTargetRef', 'name'],
  ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'],
];

/** What a tool applies that respects ignore rules: in the ignored fields, what is live. */
export async function withIgnored(world: World, manifests: string): Promise<string> {
  const documents = parseAllDocuments(manifests);
  for (const document of documents) {
    if (document.get('kind') !== 'ScaledObject') continue;
    const live = await world.get('scaledobjects', `${document.getIn(['metadata', 'name'])}`);
    for (const path of live ? ignored : []) document.setIn(path, at(live, path));
  }
  return documents.map((document) => `${document}`).join('---\n');
}

function at(live: Live | undefined, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], live);
}
