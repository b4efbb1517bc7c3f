import type { Problem } from '../../diagnostics/types.ts';
import { type JsonObject, objectAt, type Path } from '../../json.ts';
import { objectsIn, problem } from './pod.ts';

const projections = ['secret', 'configMap', 'serviceAccountToken', 'downwardAPI'];

/** What a volume shows of secrets, ConfigMaps and the pod itself. */
export function projectionProblems(volume: JsonObject, path: Path): Problem[] {
  const projected = objectsIn(objectAt(volume, ['projected'])?.sources);
  return [
    ...['secret', 'configMap'].flatMap((source) => itemProblems(volume, source, path)),
    ...projected.flatMap(({ index, value }) =>
      sourceProblems(value, [...path, 'projected', 'sources', index]),
    ),
  ];
}

function sourceProblems(source: JsonObject, path: Path): Problem[] {
  const given = projections.filter((kind) => objectAt(source, [kind]) !== undefined);
  const inside = [
    ...['secret', 'configMap'].flatMap((kind) => [
      ...emptyProblems(objectAt(source, [kind]), ['name'], [...path, kind]),
      ...itemProblems(source, kind, path),
    ]),
    ...emptyText(objectAt(source, ['serviceAccountToken']), 'path', [
      ...path,
      'serviceAccountToken',
    ]),
    ...downwardProblems(objectAt(source, ['downwardAPI']), [...path, 'downwardAPI']),
  ];
  if (given.length === 1) return inside;
  const found = given.length === 0 ? 'nothing' : given.join(' and ');
  const message = `the source projects ${found}, where one of ${projections.join(', ')} is expected`;
  return [...inside, problem('RC2214', path, message, 'Choose one of them.')];
}

function itemProblems(parent: JsonObject, kind: string, path: Path): Problem[] {
  const items = objectsIn(objectAt(parent, [kind])?.items);
  return items.flatMap(({ index, value }) =>
    ['key', 'path'].flatMap((field) => emptyText(value, field, [...path, kind, 'items', index])),
  );
}

function downwardProblems(projection: JsonObject | undefined, path: Path): Problem[] {
  return objectsIn(projection?.items).flatMap(({ index, value }) => {
    const at = [...path, 'items', index];
    const given = ['fieldRef', 'resourceFieldRef'].filter(
      (field) => objectAt(value, [field]) !== undefined,
    );
    const empty = emptyText(value, 'path', at);
    if (given.length === 1) return empty;
    const message = 'the item shows neither or both of fieldRef and resourceFieldRef';
    return [...empty, problem('RC2214', at, message, 'Give it exactly one of the two.')];
  });
}

/** Fields that must not be absent either. */
function emptyProblems(
  object: JsonObject | undefined,
  fields: readonly string[],
  path: Path,
): Problem[] {
  if (object === undefined) return [];
  return fields
    .filter((field) => (object[field] ?? '') === '')
    .map((field) => missing(field, [...path, field]));
}

/** That a required field is absent, the schema says; here it is there and empty. */
function emptyText(object: JsonObject | undefined, field: string, path: Path): Problem[] {
  return object?.[field] === '' ? [missing(field, [...path, field])] : [];
}

function missing(field: string, path: Path): Problem {
  return problem('RC2214', path, `${field} is missing or empty`, `Add ${field}.`);
}
