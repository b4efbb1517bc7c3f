import {
  type AliasLayout,
  type CollectionLayout,
  type Layout,
  type Member,
  slotsOf,
} from './layout.ts';

/** What an alias stands for: the last node before it that has its anchor. */
export function targetOf(root: Layout, alias: AliasLayout): Layout | undefined {
  let target: Layout | undefined;
  for (const { node } of slotsOf({ node: root })) {
    if (node.start >= alias.start) break;
    if (node.anchor === alias.name && node.end <= alias.start) target = node;
  }
  return target;
}

/** The merge key (`<<`) that brings a key into a map, if one does. */
export function mergeOf(
  root: Layout,
  map: CollectionLayout,
  step: string | number,
  seen: Set<Layout> = new Set(),
): Member | undefined {
  return map.members.find(({ key, value }) => isMerge(key) && brings(root, value, step, seen));
}

function isMerge(key: Layout | undefined): boolean {
  return key?.kind === 'scalar' && key.token.type === 'scalar' && key.token.source === '<<';
}

function brings(root: Layout, value: Layout, step: string | number, seen: Set<Layout>): boolean {
  if (seen.has(value)) return false;
  seen.add(value);
  switch (value.kind) {
    case 'alias': {
      const target = targetOf(root, value);
      return target !== undefined && brings(root, target, step, seen);
    }
    case 'list':
      return value.members.some((item) => brings(root, item.value, step, seen));
    case 'map':
      return (
        value.members.some((member) => member.step === step) ||
        mergeOf(root, value, step, seen) !== undefined
      );
    default:
      return false;
  }
}
