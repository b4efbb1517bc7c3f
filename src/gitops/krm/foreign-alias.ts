import { type Layout, slotsOf } from '../../manifest/layout.ts';
import type { TextProblem } from '../../manifest/text-problem.ts';

interface Range {
  readonly start: number;
  readonly end: number;
  readonly source: { readonly name: string };
}

/**
 * The first alias in one of the parts of a list that stands for something outside of that part. A
 * part is an object of its own, and hosts write each into another file.
 */
export function foreignAlias(
  text: string,
  root: Layout,
  parts: readonly Range[],
): TextProblem | undefined {
  if (!/\*[^\s,\]}]/.test(text)) return undefined;
  const sorted = [...parts].sort((one, other) => one.start - other.start);
  const anchors = new Map<string, number>();
  let at = 0;
  for (const { node } of slotsOf({ node: root })) {
    if (node.anchor !== undefined) anchors.set(node.anchor, node.outset);
    if (node.kind !== 'alias') continue;
    while ((sorted[at]?.end ?? node.start) < node.start) at++;
    const part = sorted[at];
    const anchor = anchors.get(node.name);
    if (part === undefined || anchor === undefined || node.start < part.start) continue;
    if (anchor >= part.start) continue;
    return {
      code: 'RC1005',
      message: `the alias "*${node.name}" in ${part.source.name} has its anchor elsewhere`,
      hint: 'Write the value out: each item is an object of its own',
      offset: node.start,
    };
  }
  return undefined;
}
