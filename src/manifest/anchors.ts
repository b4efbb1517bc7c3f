import type { AliasLayout, CollectionLayout, Layout, Member } from './layout.ts';

/** All nodes, keys among them, in the order of the text. */
export function* nodesOf(node: Layout): Generator<Layout> {
  yield node;
  if (node.kind !== 'map' && node.kind !== 'list') return;
  for (const { key, value } of node.members) {
    if (key !== undefined) yield* nodesOf(key);
    yield* nodesOf(value);
  }
}

/** What an alias stands for: the last node before it that has its anchor. */
export function targetOf(root: Layout, alias: AliasLayout): Layout | undefined {
  let target: Layout | undefined;
  for (const node of nodesOf(root)) {
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
): Member | undefined {
  return map.members.find(
    ({ key, value }) => key !== undefined && isMerge(key) && brings(root, value, step),
  );
}

function isMerge(key: Layout): boolean {
  return key.kind === 'scalar' && key.token.type === 'scalar' && key.token.source === '<<';
}

function brings(root: Layout, value: Layout, step: string | number): boolean {
  if (value.kind === 'alias') {
    const target = targetOf(root, value);
    return target !== undefined && brings(root, target, step);
  }
  if (value.kind === 'list') return value.members.some((item) => brings(root, item.value, step));
  if (value.kind !== 'map') return false;
  return (
    value.members.some((member) => member.step === step) || mergeOf(root, value, step) !== undefined
  );
}
