import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { isObject, type Json, type JsonObject, type Path, stringAt } from '../json.ts';
import { longestPinnable, pinnedName } from '../knative/names.ts';
import { defaultedTemplate, missingDefaults, templateHash } from '../knative/template.ts';
import type { Cluster, Service } from '../knative/types.ts';
import type { Edit } from '../manifest/types.ts';
import type { Naming } from './types.ts';

/**
 * The revision is named after its content, and Knative's defaults are spelled out, so that the
 * result can be applied again and again. Exact in every cluster, roll-backs included.
 */
export function pinned(service: Service, cluster: Cluster): Naming | Problem {
  if (service.name.length > longestPinnable) return tooLong(service);
  const unnamed = withName(defaultedTemplate(service.template, cluster, service));
  const name = pinnedName(service.name, templateHash(unnamed));
  const isNamed = stringAt(service.template, ['metadata', 'name']) === name;
  const missing = missingDefaults(service.template, cluster, service);
  return {
    way: 'pinned',
    name,
    template: withName(unnamed, name),
    edits: [
      ...(isNamed ? [] : [set(['metadata', 'name'], name)]),
      ...missing.map(({ path, value }) => set(path, value)),
    ],
    problems: [],
  };
}

function withName(template: JsonObject, name?: string): JsonObject {
  const { name: _, ...metadata } = isObject(template.metadata) ? template.metadata : {};
  return { ...template, metadata: name === undefined ? metadata : { ...metadata, name } };
}

function set(path: Path, value: Json): Edit {
  return { op: 'set', path: ['spec', 'template', ...path], value };
}

function tooLong({ name }: Service): Problem {
  return {
    code: 'RC6010',
    path: ['metadata', 'name'],
    message: `a pinned revision of ${quoted(name)} cannot be named: the name has ${name.length} characters, and ${longestPinnable} leave room for a pin within Kubernetes' 63`,
    hint: `Shorten the name to ${longestPinnable} characters, or let the name be predicted (revcast.dev/revision-names: predict).`,
  };
}
