import { isObject, type Json, type JsonObject, objectAt, valueAt } from '../json.ts';
import { type Applier, ownFields, type Taken } from './appliers.ts';

/** One entry of `metadata.managedFields`: who owns which fields, and since what. */
interface Entry {
  readonly manager: string;
  readonly operation: string;
  /** Keys `f:<name>` for fields; a list is a leaf where it counts as a whole. */
  readonly fields: JsonObject;
}

const template = ['f:spec', 'f:template'];

/**
 * The fields of the template, as paths in it, that the applier takes from others and that nobody
 * else owns: its server-side apply of a manifest without them removes them.
 */
export function takenFields(live: JsonObject, applier: Applier): string[][] {
  const isTaken = (entry: Entry): boolean => applier.takesOver.some((taken) => isBy(entry, taken));
  const own = ownFields(applier);
  const entries = entriesOf(live);
  const others = entries.filter((entry) => !isTaken(entry) && !isBy(entry, own));
  const kept = new Set(others.flatMap(templatePaths).map(keyOf));
  const taken = entries.filter(isTaken).flatMap(templatePaths);
  const paths = new Map(taken.map((path) => [keyOf(path), path]));
  return [...paths].filter(([key]) => !kept.has(key)).map(([, path]) => path);
}

/** Whether somebody applied this field of the template server-side. */
export function isApplied(live: JsonObject, path: readonly string[]): boolean {
  return entriesOf(live).some(
    ({ operation, fields }) =>
      operation === 'Apply' &&
      valueAt(fields, [...template, ...path.map((step) => `f:${step}`)]) !== undefined,
  );
}

/** The value without the fields at these paths. */
export function without(value: JsonObject, paths: readonly (readonly string[])[]): JsonObject {
  return paths.reduce(removed, value);
}

/** A merge patch of what is wanted, with the fields at these paths removed where it has none. */
export function removalOf(paths: readonly (readonly string[])[], wanted: JsonObject): JsonObject {
  const gone = paths.filter((path) => (valueAt(wanted, path) ?? null) === null);
  return gone.reduce((patch, path) => nulled(patch, path), wanted);
}

function nulled(value: JsonObject, [step = '', ...rest]: readonly string[]): JsonObject {
  const inner = value[step];
  const below = rest.length === 0 ? null : nulled(isObject(inner) ? inner : {}, rest);
  return { ...value, [step]: below };
}

function removed(value: JsonObject, [step = '', ...rest]: readonly string[]): JsonObject {
  const { [step]: inner, ...others } = value;
  if (rest.length === 0 || inner === undefined) return others;
  return isObject(inner) ? { ...others, [step]: removed(inner, rest) } : value;
}

function entriesOf(live: JsonObject): Entry[] {
  const entries = valueAt(live, ['metadata', 'managedFields']);
  if (!Array.isArray(entries)) return [];
  return entries
    .filter(isObject)
    .flatMap(({ manager, operation, subresource = '', fieldsV1 }) =>
      typeof manager === 'string' && typeof operation === 'string' && subresource === ''
        ? [{ manager, operation, fields: isObject(fieldsV1) ? fieldsV1 : {} }]
        : [],
    );
}

function isBy(entry: Entry, { manager, by, operation }: Taken): boolean {
  const isNamed = by === 'name' ? entry.manager === manager : entry.manager.startsWith(manager);
  return isNamed && entry.operation === operation;
}

function templatePaths({ fields }: Entry): string[][] {
  return leaves(objectAt(fields, template) ?? {}, []);
}

/** Where a list is owned item by item, the list is left out: it is never removed as a whole. */
function leaves(fields: Json, path: readonly string[]): string[][] {
  if (!isObject(fields)) return [];
  return Object.entries(fields).flatMap(([key, inner]) => {
    if (!key.startsWith('f:')) return [];
    const here = [...path, key.slice(2)];
    const isLeaf = isObject(inner) && Object.keys(inner).every((each) => each === '.');
    return isLeaf ? [here] : leaves(inner, here);
  });
}

function keyOf(path: readonly string[]): string {
  return path.join('\n');
}
