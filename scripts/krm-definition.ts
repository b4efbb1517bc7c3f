import { krmCommand } from '../src/commands/krm.ts';
import { fieldOf, fieldsSchema } from '../src/commands/krm-fields.ts';
import type { Option } from '../src/commands/option.ts';
import type { ObjectSchema, Schema } from '../src/crd/schema.ts';
import { configKind } from '../src/gitops/krm/function-config.ts';
import type { JsonObject } from '../src/json.ts';
import { version } from '../src/version.ts';

const home = 'https://github.com/revcast/revcast';

/** `revcast krm` as a catalog of KRM functions describes one: with the schema of its functionConfig. */
export function krmDefinition(): JsonObject {
  const [group = '', apiVersion = ''] = configKind.version.split('/');
  return {
    apiVersion: 'config.kubernetes.io/v1alpha1',
    kind: 'KRMFunctionDefinition',
    metadata: { name: 'revcast' },
    spec: {
      group,
      names: { kind: configKind.kind },
      description: 'Writes a KEDA ScaledObject for every Knative Service that scales with KEDA.',
      home,
      tags: ['mutator', 'generator'],
      versions: [
        {
          name: apiVersion,
          idempotent: true,
          usage: `${home}/blob/main/docs/kustomize.md`,
          license: 'Apache-2.0',
          runtime: { container: { image: `ghcr.io/revcast/revcast:${version}` } },
          schema: { openAPIV3Schema: configSchema() },
        },
      ],
    },
  };
}

function configSchema(): JsonObject {
  const { options } = krmCommand;
  const { fields } = fieldsSchema(options);
  const descriptions = new Map(
    Object.entries(options).map(([flag, option]) => [fieldOf(flag), described(option)]),
  );
  const properties = Object.entries(fields).map(([field, schema]) => [
    field,
    { ...(descriptions.get(field) ?? { description: configMapsHelp }), ...openApi(schema) },
  ]);
  const spec = { type: 'object', properties: Object.fromEntries(properties) };
  return {
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', enum: [configKind.version] },
      kind: { type: 'string', enum: [configKind.kind] },
      metadata: { type: 'object' },
      spec: { ...spec, additionalProperties: false },
    },
  };
}

const configMapsHelp =
  "The cluster's ConfigMaps themselves, where there are no files for clusterConfig.";

function described(option: Option): JsonObject {
  const description = option.help.replace(/ Can be given more than once\.$/, '');
  return { description, ...(option.type === 'choice' && { default: option.default }) };
}

function openApi(schema: Schema): JsonObject {
  switch (schema.is) {
    case 'text':
      return { type: 'string', ...(schema.oneOf && { enum: [...schema.oneOf] }) };
    case 'boolean':
      return { type: 'boolean' };
    case 'list':
      return { type: 'array', items: openApi(schema.of) };
    case 'mapping':
      return { type: 'object', additionalProperties: openApi(schema.to) };
    case 'object':
      return objectSchema(schema);
    default:
      throw new Error(`nothing in a functionConfig is a ${schema.is}`);
  }
}

function objectSchema({ fields, required, open }: ObjectSchema): JsonObject {
  const properties = Object.entries(fields).map(([field, schema]) => [field, openApi(schema)]);
  return {
    type: 'object',
    ...(required.length > 0 && { required: [...required] }),
    properties: Object.fromEntries(properties),
    ...(!open && { additionalProperties: false }),
  };
}
