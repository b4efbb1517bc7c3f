import type { Code } from '../../diagnostics/codes.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type Json, type JsonObject, objectAt, type Path, stringAt } from '../../json.ts';

/** What a container is for decides what it may say. */
export type Role = 'serving' | 'sidecar' | 'init';

export interface Container {
  readonly role: Role;
  readonly value: JsonObject;
  readonly path: Path;
  readonly name: string;
  readonly ports: readonly JsonObject[];
}

/** A template's pod, read for the rules. What has the wrong type counts as absent. */
export interface Pod {
  readonly spec: JsonObject;
  /** Whether the template has a pod at all. */
  readonly exists: boolean;
  readonly path: Path;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly volumes: readonly { readonly value: JsonObject; readonly path: Path }[];
}

export function readPod(template: JsonObject, path: Path): Pod {
  const spec = objectAt(template, ['spec']) ?? {};
  const containers = objectsIn(spec.containers);
  const several = containers.length > 1;
  const readContainer = (at: string, role?: Role): ((item: Item) => Container) => {
    return ({ index, value }) => {
      const ports = objectsIn(value.ports).map((port) => port.value);
      const serves = !several || ports.length > 0;
      return {
        role: role ?? (serves ? 'serving' : 'sidecar'),
        value,
        path: [...path, at, index],
        name: stringAt(value, ['name']) ?? '',
        ports,
      };
    };
  };
  return {
    spec,
    exists: (template.spec ?? null) !== null,
    path,
    containers: containers.map(readContainer('containers')),
    initContainers: objectsIn(spec.initContainers).map(readContainer('initContainers', 'init')),
    volumes: objectsIn(spec.volumes).map(({ index, value }) => ({
      value,
      path: [...path, 'volumes', index],
    })),
  };
}

/** An object in a list, and where. */
export interface Item {
  readonly index: number;
  readonly value: JsonObject;
}

/** The objects in a list. Anything else in it has the wrong type. */
export function objectsIn(list: Json | undefined): Item[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value, index) => (isObject(value) ? [{ index, value }] : []));
}

/** Whether Go finds anything in a field: not so for null, false, 0, "" and [], but for {}. */
export function isSet(value: Json | undefined): value is Json {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== '';
}

export function numberAt(object: JsonObject | undefined, field: string): number | undefined {
  const value = object?.[field];
  return typeof value === 'number' ? value : undefined;
}

export function problem(code: Code, path: Path, message: string, hint: string): Problem {
  return { code, path, message, hint };
}

/** The problem of a number that is out of its range. */
export function outOfRange(
  object: JsonObject,
  field: string,
  [least, most]: readonly [number, number],
  code: Code,
  path: Path,
): Problem[] {
  const value = numberAt(object, field);
  if (value === undefined || (value >= least && value <= most)) return [];
  const message = `${field} is ${value}, where a number from ${least} to ${most} is expected`;
  return [problem(code, [...path, field], message, 'Correct the number.')];
}

/** The problem of a text that is none of those that a field can hold; empty is as absent. */
export function noneOf(
  object: JsonObject,
  field: string,
  known: readonly string[],
  code: Code,
  path: Path,
): Problem[] {
  const text = stringAt(object, [field]) ?? '';
  if (text === '' || known.includes(text)) return [];
  const message = `${field} is ${quoted(text)}, where ${known.join(' or ')} is expected`;
  return [problem(code, [...path, field], message, `Write ${known.join(' or ')}, or delete it.`)];
}

/** The problems of fields that no flag allows. Go's decoder drops those that Kubernetes has not. */
export function disallowedFields(
  object: JsonObject | undefined,
  fields: readonly string[],
  path: Path,
): Problem[] {
  return fields
    .filter((field) => isSet(object?.[field]))
    .map((field) => {
      const message = `Knative does not allow ${field} here`;
      return problem('RC2218', [...path, field], message, 'Delete it.');
    });
}
