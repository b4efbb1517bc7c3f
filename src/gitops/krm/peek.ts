import { isCollection, type Layout, memberAt } from '../../manifest/layout.ts';
import { textOf } from '../../manifest/layout-scalar.ts';

/** The text of a scalar below a node; undefined where there is none, or only an alias of one. */
export function peek(node: Layout, ...path: readonly string[]): string | undefined {
  let found = node;
  for (const step of path) {
    const member = isCollection(found) ? memberAt(found, step) : undefined;
    if (member === undefined) return undefined;
    found = member.value;
  }
  return found.kind === 'scalar' ? textOf(found.token) : undefined;
}

/** An annotation of an object. */
export function peekAnnotation(node: Layout, key: string): string | undefined {
  return peek(node, 'metadata', 'annotations', key);
}
