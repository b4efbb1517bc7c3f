import { isObject, type Json, type Path } from '../../json.ts';

/** A value that has to be set for one value to become another. */
export interface Missing {
  readonly path: Path;
  readonly value: Json;
}

/**
 * What has to be set in `from` to get `to`, where `to` only adds to `from` or changes it. Lists keep
 * their items' places.
 */
export function difference(from: Json | undefined, to: Json, path: Path = []): Missing[] {
  if (isObject(from) && isObject(to)) {
    return Object.entries(to).flatMap(([key, value]) =>
      difference(from[key], value, [...path, key]),
    );
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    return to.flatMap((value, index) => difference(from[index], value, [...path, index]));
  }
  return from === to ? [] : [{ path, value: to }];
}
