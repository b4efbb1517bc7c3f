import type { Live, Plural, World } from './world.ts';

const plurals: readonly Plural[] = [
  ...(['services', 'configurations', 'revisions', 'podautoscalers', 'serverlessservices'] as const),
  ...(['scaledobjects', 'horizontalpodautoscalers', 'deployments', 'pods', 'events'] as const),
];

/** What is in a namespace, in a line for each object: for somebody who wonders why a test failed. */
export async function dump(world: World): Promise<string> {
  const lines: string[] = [];
  for (const plural of plurals) {
    for (const live of await world.list(plural)) lines.push(`${plural} ${lineOf(live)}`);
  }
  const writes = world.fixerWrites().map((write) => `fixer ${JSON.stringify(write)}`);
  return [`${world.namespace}:`, ...lines, ...writes].join('\n  ');
}

function lineOf({ metadata, spec, status, reason, message }: Live): string {
  const { name, generation, ownerReferences = [] } = metadata;
  const { conditions = [], ...rest } = status ?? {};
  const told = conditions.map(
    (condition: { type: string; status: string; reason?: string }) =>
      `${condition.type}=${condition.status}${condition.reason ? `/${condition.reason}` : ''}`,
  );
  const owners = ownerReferences.map(({ kind, name }) => `${kind}/${name}`);
  const target = spec?.scaleTargetRef?.name;
  const kept = { generation, owners, target, reason, message, told, ...rest };
  return `${name} ${JSON.stringify(kept).slice(0, 1200)}`;
}
