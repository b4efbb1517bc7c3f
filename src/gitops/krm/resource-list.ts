import { quoted } from '../../diagnostics/quoted.ts';
import type { Finding } from '../../diagnostics/types.ts';
import {
  type CollectionLayout,
  isCollection,
  type Layout,
  type Member,
  memberAt,
} from '../../manifest/layout.ts';
import { textOf } from '../../manifest/layout-scalar.ts';
import { splitDocuments } from '../../manifest/split.ts';
import { textFindings } from '../../manifest/text-findings.ts';
import type { TextProblem } from '../../manifest/text-problem.ts';
import type { SourceText, TextDocument } from '../../manifest/types.ts';
import { foreignAlias } from './foreign-alias.ts';
import { type Part, partOf } from './part.ts';
import { readSyntax } from './syntax.ts';

/** One object of the list, and where it is there. */
export interface Item extends Part {
  readonly member: Member;
}

/**
 * A ResourceList of the KRM functions specification. Only the places of its parts are known: what is
 * in them is read where it counts, and leaves as it came where it doesn't.
 */
export interface ResourceList {
  readonly document: TextDocument;
  readonly root: CollectionLayout;
  /** The member `items`. */
  readonly list: Member;
  readonly items: readonly Item[];
  readonly functionConfig?: Part;
  readonly results?: Part;
}

/** Finds the parts of a ResourceList, or says what is wrong with it as a whole. */
export function readResourceList(
  source: SourceText,
): ResourceList | { readonly findings: readonly Finding[] } {
  const read = readList(source);
  if (!('problems' in read)) return read;
  return { findings: textFindings(source, read.problems) };
}

type Problems = { readonly problems: readonly TextProblem[] };

function readList(source: SourceText): ResourceList | Problems {
  const { text } = source;
  const syntax = readSyntax(text);
  if ('problems' in syntax) return syntax;
  const { root } = syntax;
  if (root?.kind !== 'map') return notAList(root, root === undefined ? 'nothing' : 'no mapping');
  const kind = memberAt(root, 'kind')?.value;
  const found = kind?.kind === 'scalar' ? textOf(kind.token) : '';
  if (found !== 'ResourceList') return notAList(kind ?? root, `kind ${quoted(found)}`);
  const twice = root.members.find(({ step }, index) => isRepeated(root, step, index));
  if (twice !== undefined) return isTwice(twice);
  const list = memberAt(root, 'items');
  if (list === undefined) return noItems(root, 'none');
  if (!isListOrNull(list.value)) return noItems(list.value, nouns[list.value.kind]);
  const results = memberAt(root, 'results')?.value;
  if (results !== undefined && !isListOrNull(results)) return noResults(results);
  return withParts(source, root, list);
}

function withParts(
  source: SourceText,
  root: CollectionLayout,
  list: Member,
): ResourceList | Problems {
  const { text } = source;
  const layout = isCollection(list.value) ? list.value : undefined;
  const items = (layout?.members ?? []).map((member, index) => ({
    member,
    ...partOf(text, member.value, layout ?? root, `items[${index}]`),
  }));
  const [functionConfig, results] = ['functionConfig', 'results'].map((name) => {
    const node = memberAt(root, name)?.value;
    return node && partOf(text, node, root, name);
  });
  const parts = [...items, ...(functionConfig ? [functionConfig] : [])];
  const foreign = foreignAlias(text, root, parts);
  if (foreign !== undefined) return { problems: [foreign] };
  const syntax = splitDocuments(source)[0]?.syntax ?? 'yaml';
  return {
    document: { source, start: 0, end: text.length, syntax },
    root,
    list,
    items,
    ...(functionConfig && { functionConfig }),
    ...(results && { results }),
  };
}

function isRepeated({ members }: CollectionLayout, step: string | number, index: number): boolean {
  return members.slice(0, index).some((member) => member.step === step);
}

function isListOrNull(node: Layout): boolean {
  if (node.kind === 'scalar') return /^(?:~|null|Null|NULL)$/.test(textOf(node.token));
  return node.kind === 'list' || node.kind === 'empty';
}

const nouns: Readonly<Record<Layout['kind'], string>> = {
  map: 'a mapping',
  list: 'a list',
  scalar: 'a scalar',
  alias: 'an alias',
  empty: 'nothing',
};

function notAList(node: Layout | undefined, found: string): Problems {
  const message = `a ResourceList of config.kubernetes.io/v1 is expected, found ${found}`;
  const hint = 'krm is run by hosts of KRM functions; for plain manifests use revcast render';
  return { problems: [{ code: 'RC1801', message, hint, offset: node?.start ?? 0 }] };
}

function noItems({ start }: Layout, found: string): Problems {
  const message = `a ResourceList has items, a list of objects, found ${found}`;
  const hint = 'Write the objects under items; for none, write []';
  return { problems: [{ code: 'RC1801', message, hint, offset: start }] };
}

function noResults({ kind, start }: Layout): Problems {
  const message = `results is a list in a ResourceList, found ${nouns[kind]}`;
  const hint = 'Write the results of earlier functions as a list, or leave them out';
  return { problems: [{ code: 'RC1801', message, hint, offset: start }] };
}

function isTwice({ step, start }: Member): Problems {
  const message = `the key ${quoted(step)} is there twice`;
  return { problems: [{ code: 'RC1003', message, hint: 'Keep one', offset: start }] };
}
