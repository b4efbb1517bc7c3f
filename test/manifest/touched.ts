import {
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  type YAMLSeq,
} from 'yaml';
import type { Path } from '../../src/json.ts';
import { resolvePlain } from '../../src/manifest/scalar.ts';

/** Lines of a text, from 0. */
export interface Lines {
  readonly first: number;
  readonly last: number;
  /** Whether these are the lines of a scalar, and its key's. */
  readonly isScalar: boolean;
}

/**
 * The lines that a change of the value at a path may touch; undefined if it may only add lines.
 * The `yaml` library answers, not the code that is tested.
 */
export function touchedLines(text: string, path: Path): Lines | undefined {
  const lineCounter = new LineCounter();
  let node: unknown = parseDocument(text, {
    lineCounter,
    schema: 'failsafe',
    keepSourceTokens: true,
  }).contents;
  let start = 0;
  for (const step of path) {
    const next = memberOf(node, step);
    if (next === undefined) {
      if (isBlock(node) && isMap(node) === (typeof step === 'string')) return undefined;
      break;
    }
    ({ start, node } = next);
  }
  const end = isNode(node) ? (node.range?.[1] ?? start) : start;
  const lineOf = (offset: number): number => lineCounter.linePos(offset).line - 1;
  return {
    first: lineOf(start),
    last: lineOf(Math.max(start, end - 1)),
    isScalar: !isCollection(node),
  };
}

function isBlock(node: unknown): boolean {
  return isCollection(node) && node.flow !== true && node.items.length > 0;
}

function memberOf(
  node: unknown,
  step: string | number,
): { start: number; node: unknown } | undefined {
  if (isSeq(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return isNode(item)
      ? { start: dashOf(node, step) ?? item.range?.[0] ?? 0, node: item }
      : undefined;
  }
  const pair = isMap(node)
    ? node.items.find(({ key }) => isScalar<string>(key) && keyOf(key) === step)
    : undefined;
  if (pair === undefined) return undefined;
  return { start: isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0, node: pair.value };
}

function keyOf({ type, value }: Scalar<string>): string {
  return type === 'PLAIN' ? String(resolvePlain(value)) : value;
}

function dashOf({ srcToken }: YAMLSeq, index: string | number): number | undefined {
  if (srcToken?.type !== 'block-seq' || typeof index !== 'number') return undefined;
  return srcToken.items[index]?.start.find(({ type }) => type === 'seq-item-ind')?.offset;
}
