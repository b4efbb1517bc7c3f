import { type Alias, isNode, type Node, type Scalar } from 'yaml';
import type { Code } from '../diagnostics/codes.ts';
import { quoted } from '../diagnostics/quoted.ts';
import type { Json } from '../json.ts';
import { isExact, resolvePlain, resolveTagged } from './scalar.ts';
import { quoteLine, type TextProblem } from './text-problem.ts';
import { hasOldBreaks, unfold } from './yaml-breaks.ts';

/** What is known while a tree is turned into a value. */
export interface Reading {
  readonly text: string;
  readonly targets: ReadonlyMap<Alias, Node>;
  /** By place, because an alias leads to the same place again. */
  readonly problems: Map<number, TextProblem>;
  /** The aliased nodes that are being read. */
  readonly open: Set<Node>;
  /** Values read so far because of an alias. */
  repeated: number;
  depth: number;
}

/** Notes what is wrong at a node; the message goes on with the text that is there. */
export function report(
  { problems, text }: Reading,
  code: Code,
  node: unknown,
  message: string,
  hint: string,
): null {
  const offset = (isNode(node) && node.range?.[0]) || 0;
  if (problems.has(offset)) return null;
  problems.set(offset, { code, message: `${message}: ${quoteLine(text, offset)}`, hint, offset });
  return null;
}

const ownTags = 'tag:yaml.org,2002:';

/** Other tags than YAML's own, `!secret` for one, make a string, as they do in go-yaml. */
export function scalarValue(scalar: Scalar, reading: Reading): Json {
  const { tag } = scalar;
  const source = stringOf(scalar, reading);
  const isPlain = tag === undefined && scalar.type === 'PLAIN';
  const value = isPlain ? resolvePlain(source) : taggedValue(tag, source);
  if (value === undefined) {
    const message = `the tag ${tag?.replace(ownTags, '!!')} does not fit ${quoted(source)}`;
    return report(reading, 'RC1015', scalar, message, 'Leave the tag out, and quote strings');
  }
  if (isExact(value, source)) return value;
  const message = `a plain value is read as the number ${value}, which JSON cannot hold exactly`;
  return report(reading, 'RC1013', scalar, message, 'Quote it if it is a string');
}

function stringOf(scalar: Scalar, { text }: Reading): string {
  const value = String(scalar.value);
  return scalar.type === 'QUOTE_DOUBLE' && hasOldBreaks(value) ? unfold(scalar, text) : value;
}

function taggedValue(tag: string | undefined, source: string): Json | undefined {
  // go-yaml reads `! "12"` as a number, others as a string.
  if (tag === '!') return undefined;
  return tag?.startsWith(ownTags) ? resolveTagged(tag.slice(ownTags.length), source) : source;
}
