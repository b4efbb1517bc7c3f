import { generatedFor, isGenerated, isScaledObject } from './bind.ts';
import { groupBy } from './group.ts';
import { type Json, type JsonObject, type Path, stringAt } from './json.ts';
import { applyEdits } from './manifest/edit.ts';
import type { Edit, Manifest, TextDocument } from './manifest/types.ts';
import type { Change } from './manifest/write.ts';
import type { Outcome } from './outcome.ts';
import type { Settings } from './settings.ts';

/** What becomes of one object of the stream. */
export interface ObjectChange {
  readonly manifest: Manifest;
  /** undefined: it is left out. */
  readonly value: JsonObject | undefined;
  /** What leads from the object as it was read to `value`. */
  readonly edits: readonly Edit[];
  readonly after: readonly JsonObject[];
}

/**
 * What becomes of every object: Services and own ScaledObjects are edited, generated ones follow
 * their Service, and those of an earlier rendering give way to them.
 */
export function objectChanges(
  manifests: readonly Manifest[],
  outcomes: readonly Outcome[],
  settings: Pick<Settings, 'namespace' | 'split'>,
): ObjectChange[] {
  const edits = new Map<Manifest, readonly Edit[]>();
  const after = new Map<Manifest, JsonObject>();
  const rendered = new Set<string>();
  for (const { service, serviceEdits, own, treatment, scaledObject } of outcomes) {
    rendered.add(`${service.namespace ?? settings.namespace ?? ''}/${service.name}`);
    edits.set(service.manifest, serviceEdits);
    if (own !== undefined) edits.set(own.manifest, own.edits);
    if (treatment === 'generated' && scaledObject !== undefined) {
      after.set(service.manifest, scaledObject);
    }
  }
  const outdated = (manifest: Manifest): boolean => {
    const namespace = stringAt(manifest.value, ['metadata', 'namespace']) ?? settings.namespace;
    return isGenerated(manifest) && rendered.has(`${namespace ?? ''}/${generatedFor(manifest)}`);
  };
  return manifests.map((manifest) => {
    const made = after.get(manifest);
    const half = isScaledObject(manifest) ? 'services' : 'scaledobjects';
    const gone = outdated(manifest) || settings.split === half;
    const own = edits.get(manifest) ?? [];
    return {
      manifest,
      value: gone ? undefined : applyEdits(manifest.value, own),
      edits: gone ? [] : own,
      after: made === undefined || settings.split === 'services' ? [] : [made],
    };
  });
}

/** The changes of objects as changes of the documents they are in. */
export function documentChanges(
  changes: readonly ObjectChange[],
  settings: Pick<Settings, 'split'>,
): (document: TextDocument) => Change | undefined {
  const byDocument = groupBy(changes, ({ manifest }) => manifest.document);
  const onlyObjects = settings.split === 'scaledobjects';
  return (document) => {
    const inside = byDocument.get(document);
    if (inside === undefined)
      return onlyObjects ? { edits: [], drop: 'other', after: [] } : undefined;
    const after = inside.flatMap((change) => change.after);
    if (inside.some(({ value }) => value !== undefined))
      return { edits: documentEdits(inside), after };
    const drop = inside.every(({ manifest }) => isGenerated(manifest)) ? 'generated' : 'other';
    return { edits: [], drop, after };
  };
}

/** The same changes with all new objects behind the last document. */
export function placedLast(
  changeOf: (document: TextDocument) => Change | undefined,
  documents: readonly TextDocument[],
): (document: TextDocument) => Change | undefined {
  const after = documents.flatMap((document) => changeOf(document)?.after ?? []);
  const last = documents.at(-1);
  return (document) => {
    const change = changeOf(document);
    if (document === last) return { edits: [], ...change, after };
    return change && { ...change, after: [] };
  };
}

/** Edits inside the document; a list that loses items is set as a whole. */
function documentEdits(inside: readonly ObjectChange[]): Edit[] {
  if (inside.every(({ value }) => value !== undefined)) {
    return inside.flatMap(({ manifest, edits }) =>
      edits.map((edit) => ({ ...edit, path: [...manifest.at, ...edit.path] })),
    );
  }
  const list: Path = inside[0]?.manifest.at.slice(0, -1) ?? [];
  const items: Json[] = inside.flatMap(({ value }) => (value === undefined ? [] : [value]));
  return [{ op: 'set', path: list, value: items }];
}
