import { isObject, type Json, type JsonObject } from '../../json.ts';
import { childName } from '../names.ts';
import type { RevisionDefaults } from '../types.ts';

/** The Service or Configuration that owns a template. */
export interface Owner {
  readonly name: string;
  readonly namespace: string | undefined;
}

/**
 * The template's containers, those without a name named as Knative's webhook does: with the default
 * name, or with numbers where there are several or where the name is taken.
 */
export function nameContainers(
  spec: JsonObject,
  defaults: RevisionDefaults,
  owner: Owner,
): { containers: Json[]; initContainers: Json[] } {
  const containers = Array.isArray(spec.containers) ? spec.containers : [];
  const initContainers = Array.isArray(spec.initContainers) ? spec.initContainers : [];
  const taken = new Set([...containers, ...initContainers].map(nameOf));
  return {
    containers: named(containers, taken, expand(defaults.containerName, owner)),
    initContainers: named(initContainers, taken, expand(defaults.initContainerName, owner)),
  };
}

function named(containers: Json[], taken: ReadonlySet<string>, name: string): Json[] {
  let next = 0;
  const free = (): string => {
    for (;;) {
      const numbered = childName(name, `-${next++}`);
      if (!taken.has(numbered)) return numbered;
    }
  };
  const needsNumber = containers.length > 1 || taken.has(name);
  return containers.map((container) =>
    isObject(container) && nameOf(container) === ''
      ? Object.assign({}, container, { name: needsNumber ? free() : name })
      : container,
  );
}

function nameOf(container: Json): string {
  return isObject(container) && typeof container.name === 'string' ? container.name : '';
}

/**
 * `container-name-template` is a Go template over the metadata of the Service. Its name and
 * namespace are known here; any other action stays as it is written.
 */
function expand(template: string, owner: Owner): string {
  return template
    .replace(/\{\{\s*\.Name\s*\}\}/g, owner.name)
    .replace(/\{\{\s*\.Namespace\s*\}\}/g, owner.namespace ?? '');
}
