import { hash } from 'node:crypto';
import { isObject, type JsonObject, objectAt } from '../json.ts';
import { canonicalJson } from './template/canonical-json.ts';
import type { Owner } from './template/container-names.ts';
import { type Defaulting, fillDefaults } from './template/defaults.ts';
import { difference, type Missing } from './template/difference.ts';
import { printTemplate } from './template/pod.ts';

/**
 * A template as Knative's webhook stores it when the Service is created: read into Go's types,
 * completed, printed again. Two templates for which this is equal make one generation; a change of
 * it makes a new one. Quantities are in one form for each value, because the Service's controller
 * compares them by value.
 */
export function defaultedTemplate(
  template: JsonObject,
  cluster: Defaulting,
  owner: Owner,
): JsonObject {
  const printed = writtenTemplate(template);
  return isObject(printed.spec)
    ? { ...printed, spec: fillDefaults(printed.spec, cluster, owner) }
    : printed;
}

/**
 * A template as Knative's webhook takes it when it is applied again: containers come as a whole and
 * are completed each time, the rest keeps what it was completed with.
 */
export function reappliedTemplate(
  template: JsonObject,
  cluster: Defaulting,
  owner: Owner,
): JsonObject {
  const written = writtenTemplate(template);
  const spec = objectAt(defaultedTemplate(template, cluster, owner), ['spec']);
  if (!isObject(written.spec) || spec === undefined) return written;
  const { containers = null, initContainers = null } = spec;
  return { ...written, spec: { ...written.spec, containers, initContainers } };
}

/** A template as Knative's webhook stores it when it fills in nothing. */
export function writtenTemplate(template: JsonObject): JsonObject {
  const printed = printTemplate(template);
  return isObject(printed) ? printed : template;
}

/**
 * The first 16 hexadecimal digits of the SHA-256 of a template in canonical JSON. It is in lock
 * files and on ScaledObjects: for a template it may never change.
 */
export function templateHash(template: JsonObject): string {
  return hash('sha256', canonicalJson(template)).slice(0, 16);
}

/**
 * What a template leaves to Knative's defaults, with paths from the template's root. With all of it
 * spelled out, `writtenTemplate` and `defaultedTemplate` are the same.
 */
export function missingDefaults(
  template: JsonObject,
  cluster: Defaulting,
  owner: Owner,
): Missing[] {
  return difference(writtenTemplate(template), defaultedTemplate(template, cluster, owner));
}
