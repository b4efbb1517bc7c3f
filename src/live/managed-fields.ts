import { isObject, type JsonObject, objectAt, valueAt } from '../json.ts';
import { type Applier, ownFields, type Taken } from './appliers.ts';

/** One entry of `metadata.managedFields`: who owns which fields, and since what. */
interface Entry {
  readonly manager: string;
  readonly operation: string;
  /** Keys `f:<name>` for fields; a list is a leaf where it counts as a whole. */
  readonly fields: JsonObject;
}

const template = ['f:spec', 'f:template'];
/** What manifests are about; the rest of an object is the cluster's. */
const roots = [['f:metadata', 'f:annotations'], ['f:metadata', 'f:labels'], ['f:spec']];

/**
 * The fields, as paths, that the applier takes from others and that nobody else owns: its
 * server-side apply of a manifest without them removes them, with all that is in them.
 */
export function takenFields(live: JsonObject, applier: Applier): string[][] {
  const isTaken = (entry: Entry): boolean => applier.takesOver.some((taken) => isBy(entry, taken));
  const own = ownFields(applier);
  const entries = entriesOf(live);
  const others = entries.filter((entry) => !isTaken(entry) && !isBy(entry, own));
  const kept = others.flatMap(pathsOf).map(keyOf);
  const taken = entries.filter(isTaken).flatMap(pathsOf);
  const paths = new Map(taken.map((path) => [keyOf(path), path]));
  return [...paths].flatMap(([key, path]) =>
    kept.some((other) => other.startsWith(key)) ? [] : [path],
  );
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

function pathsOf({ fields }: Entry): string[][] {
  return roots.flatMap((root) => {
    const path = root.map((step) => step.slice(2));
    return leaves(objectAt(fields, root) ?? {}, path);
  });
}

/** Where a list is owned item by item, the list is left out: it is never removed as a whole. */
function leaves(fields: JsonObject, path: readonly string[]): string[][] {
  return Object.entries(fields).flatMap(([key, inner]) => {
    if (key === '.') return [[...path]];
    if (!key.startsWith('f:') || !isObject(inner)) return [];
    const here = [...path, key.slice(2)];
    return Object.keys(inner).length === 0 ? [here] : leaves(inner, here);
  });
}

/** The key of what is inside of a field starts with that of the field. */
function keyOf(path: readonly string[]): string {
  return path.map((step) => `${step}\n`).join('');
}
