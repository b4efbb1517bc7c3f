import {
  boolean,
  list,
  type ObjectSchema,
  object,
  open,
  type Schema,
  text,
  texts,
} from '../crd/schema.ts';
import type { FunctionConfig } from '../gitops/krm/function-config.ts';
import { isObject, type Json } from '../json.ts';
import { configMapNames, configMapNamespace } from '../knative/cluster.ts';
import { emitYaml } from '../manifest/emit.ts';
import type { SourceText } from '../manifest/types.ts';
import type { Option, Options } from './option.ts';
import type { Lookup } from './options.ts';

/** ConfigMaps that are written out: a function in a container has no files. */
export const configMapsField = 'clusterConfigMaps';

const namespace: Schema = { is: 'text', oneOf: [configMapNamespace] };

/** One that is not read would be a setting without effect. */
const configMap = open(
  {
    apiVersion: { is: 'text', oneOf: ['v1'] },
    kind: { is: 'text', oneOf: ['ConfigMap'] },
    metadata: open({ name: { is: 'text', oneOf: configMapNames }, namespace }, 'name'),
    data: texts,
  },
  ...['apiVersion', 'kind', 'metadata'],
);

/** A flag's name as a field: `revisionNames` for `--revision-names`. */
export function fieldOf(flag: string): string {
  return flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What a functionConfig may set: a field for each flag, and the cluster's ConfigMaps. */
export function fieldsSchema(options: Options): ObjectSchema {
  const flags = Object.entries(options).map(([flag, option]) => [fieldOf(flag), schemaOf(option)]);
  return object({ ...Object.fromEntries(flags), [configMapsField]: list(configMap) });
}

function schemaOf(option: Option): Schema {
  switch (option.type) {
    case 'boolean':
      return boolean;
    case 'choice':
      return { is: 'text', oneOf: option.choices };
    case 'values':
      return list(text);
    case 'map':
      return texts;
    default:
      return text;
  }
}

/** Looks flags up in a functionConfig that is as the schema has it. */
export function inFunctionConfig({ at, fields }: FunctionConfig): Lookup {
  return (flag) => {
    const field = fieldOf(flag);
    const value = Object.hasOwn(fields, field) ? (fields[field] ?? null) : null;
    if (value === null) return undefined;
    return { written: `functionConfig ${at}.${field}`, texts: textsOf(value) };
  };
}

function textsOf(value: Json): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (!isObject(value)) return [String(value)];
  return Object.entries(value).map(([key, each]) => `${key}=${String(each)}`);
}

/** The ConfigMaps that stand in a functionConfig, as files are read. */
export function configMapsIn({ at, fields }: FunctionConfig): SourceText[] {
  const maps = fields[configMapsField];
  if (!Array.isArray(maps)) return [];
  return maps.map((map, index) => ({
    name: `functionConfig ${at}.${configMapsField}[${index}]`,
    text: emitYaml(map),
  }));
}
