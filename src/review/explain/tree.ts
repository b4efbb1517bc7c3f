import { pathText } from '../../diagnostics/words.ts';
import { isObject, type Json, type JsonObject, type Path } from '../../json.ts';
import type { Step } from '../types.ts';

/** What a step says besides which field it is about and what that is. */
export type Told = Omit<Step, 'field' | 'value'>;

/** Where a field comes from. */
export interface Origin {
  readonly tell: (path: Path, value: Json) => Told;
  /** Fields under `root` that come from the same are told in one step. Absent: told alone. */
  readonly shared?: { readonly as: string; readonly root: Path };
}

export type OriginOf = (path: Path, value: Json) => Origin;

/** A field that is told in one step, or some entries of one. */
interface Part {
  readonly path: Path;
  readonly value: Json;
  readonly origin: Origin;
}

/** The steps that tell of each field in a value once, and of nothing else. */
export function fieldSteps(value: Json, path: Path, originOf: OriginOf): Step[] {
  return partsOf(value, path, originOf).map(({ path: at, value: part, origin }) => ({
    field: pathText(at),
    value: part,
    ...origin.tell(at, part),
  }));
}

function partsOf(value: Json, path: Path, originOf: OriginOf): Part[] {
  const members = membersOf(value);
  if (members.length === 0) return [{ path, value, origin: originOf(path, value) }];
  const parts = members.flatMap(([step, member]) => partsOf(member, [...path, step], originOf));
  const [first, ...rest] = parts;
  if (first !== undefined && rest.every((part) => isShared(part, first, path))) {
    if (first.origin.shared !== undefined && isAt(first, path)) {
      return [{ path, value, origin: first.origin }];
    }
  }
  return isObject(value) && isEntries(path) ? grouped(parts, path) : parts;
}

function membersOf(value: Json): [string | number, Json][] {
  if (Array.isArray(value)) return [...value.entries()];
  return isObject(value) ? Object.entries(value) : [];
}

function isShared(part: Part, first: Part, path: Path): boolean {
  const { shared } = part.origin;
  return shared !== undefined && shared.as === first.origin.shared?.as && isAt(part, path);
}

function isAt({ origin: { shared } }: Part, path: Path): boolean {
  return shared !== undefined && shared.root.length <= path.length;
}

/** Labels and annotations: there what belongs together is not one field. */
function isEntries(path: Path): boolean {
  return path.length === 2 && path[0] === 'metadata';
}

/** Entries of the same origin in one part each, where the first of them is. */
function grouped(parts: readonly Part[], path: Path): Part[] {
  return parts.flatMap((part, index) => {
    const same = parts.filter((other) => isShared(other, part, path));
    if (same.length < 2) return [part];
    if (parts.findIndex((other) => isShared(other, part, path)) !== index) return [];
    const value: JsonObject = Object.fromEntries(
      same.map((each) => [String(each.path.at(-1)), each.value]),
    );
    return [{ path, value, origin: part.origin }];
  });
}
