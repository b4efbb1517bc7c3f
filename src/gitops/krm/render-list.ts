import { documentChanges, type ObjectChange } from '../../changes.ts';
import { findingOf } from '../../diagnostics/finding.ts';
import { inReadingOrder } from '../../diagnostics/order.ts';
import type { Finding } from '../../diagnostics/types.ts';
import { groupBy } from '../../group.ts';
import { type Input, readInput } from '../../input.ts';
import { editDocument } from '../../manifest/edit.ts';
import type { SourceText, TextDocument } from '../../manifest/types.ts';
import type { Outcome } from '../../outcome.ts';
import { decide } from '../../render.ts';
import { defaultSettings, type Settings } from '../../settings.ts';
import { type File, isLocal, itemFile, placing } from './files.ts';
import { notFinal } from './final-names.ts';
import type { Item, ResourceList } from './resource-list.ts';
import { newResults, resultOf } from './results.ts';
import { type ItemChange, writeResourceList } from './write.ts';

export interface RenderedList {
  readonly text: string;
  /** As people get to see them: what is about an object names the object's file, and no line. */
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
}

/**
 * Renders the items of a ResourceList. With an error the items leave as they came. `found` is what
 * was wrong with what was read beside the list.
 */
export function renderList(
  list: ResourceList,
  chosen: Partial<Settings>,
  found: readonly Finding[] = [],
): RenderedList {
  const settings = { ...defaultSettings, ...chosen };
  const sources = list.items.map(({ source }) => source);
  const input = readInput(sources, settings);
  const { outcomes, changes, findings: decided } = decide(input, settings);
  const predicted = outcomes.filter(({ revision }) => revision !== undefined);
  const later = notFinal(
    list.items,
    predicted.map(({ service }) => service),
  );
  const all = [...found, ...decided, ...later.map(findingOf)];
  const findings = inReadingOrder(
    all,
    sources.map(({ name }) => name),
  );
  const failed = findings.some(({ severity }) => severity === 'error');
  const changeOf = failed ? () => undefined : itemChanges(list, input, changes, settings);
  return { ...withFindings(list, findings, changeOf), outcomes };
}

/** The list as it came, and what is wrong with it. */
export function refusedList(list: ResourceList, findings: readonly Finding[]): RenderedList {
  return { ...withFindings(list, findings, () => undefined), outcomes: [] };
}

function withFindings(
  list: ResourceList,
  findings: readonly Finding[],
  changeOf: (item: Item) => ItemChange | undefined,
): Omit<RenderedList, 'outcomes'> {
  const itemOf = new Map(list.items.map((item) => [item.source.name, item]));
  const fileAt = ({ source }: Finding): File | undefined => {
    const item = itemOf.get(source?.file ?? '');
    return item && itemFile(item);
  };
  const results = findings.map((finding) => resultOf(finding, fileAt(finding)));
  return {
    text: writeResourceList(list, changeOf, newResults(list.results, results)),
    findings: findings.map((finding) => {
      const { source, ...rest } = finding;
      if (finding.object === undefined || !itemOf.has(source?.file ?? '')) return finding;
      const file = fileAt(finding);
      return file === undefined ? rest : { ...rest, origin: file.path };
    }),
  };
}

function itemChanges(
  { items }: ResourceList,
  { stream }: Input,
  changes: readonly ObjectChange[],
  settings: Settings,
): (item: Item) => ItemChange | undefined {
  const inside = groupBy(changes, ({ manifest }) => manifest.document.source);
  const stays = (item: Item): boolean =>
    inside.get(item.source)?.some(({ value }) => value !== undefined) ??
    (settings.split !== 'scaledobjects' || isLocal(item));
  const place = placing(items.filter(stays));
  const placed = changes.map((change) => ({
    ...change,
    after: change.after.map((object) => place(object, change.manifest.value)),
  }));
  const changeOf = documentChanges(placed, settings);
  const documents = new Map<SourceText, readonly TextDocument[]>(
    stream.sources.map((read) => [read.source, read.documents]),
  );
  return (item) => {
    const [document] = documents.get(item.source) ?? [];
    const change = document && changeOf(document);
    if (document === undefined || change === undefined) return undefined;
    const { drop, edits, after } = change;
    const isKept = drop === undefined || (drop === 'other' && isLocal(item));
    return { text: isKept ? editDocument(document, edits) : undefined, after };
  };
}
