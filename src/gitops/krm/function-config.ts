import { schemaProblems } from '../../crd/check.ts';
import {
  anyObject,
  boolean,
  type ObjectSchema,
  object,
  type Schema,
  text,
} from '../../crd/schema.ts';
import { severityOf } from '../../diagnostics/codes.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Finding, Problem } from '../../diagnostics/types.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { refOf } from '../../manifest/stream.ts';
import { textFindings } from '../../manifest/text-findings.ts';
import { tellingOf } from './config-telling.ts';
import { type Part, parsePart } from './part.ts';

/** revcast's own kind of functionConfig. Every host can also give a ConfigMap. */
export const configKind = { version: 'revcast.dev/v1alpha1', kind: 'Render' } as const;

export interface FunctionConfig {
  /** Where the fields stand: those of the kind above in `spec`, those of a ConfigMap in `data`. */
  readonly at: 'spec' | 'data';
  /** As the schema allows them. */
  readonly fields: JsonObject;
}

/** The fields of a functionConfig, or everything that is wrong with it. */
export function readFunctionConfig(
  part: Part | undefined,
  fields: ObjectSchema,
): FunctionConfig | { readonly findings: readonly Finding[] } {
  if (part === undefined) return { at: 'spec', fields: {} };
  const parsed = parsePart(part);
  if ('problems' in parsed) return { findings: textFindings(part.source, parsed.problems) };
  const { value } = parsed;
  if (value === null) return { at: 'spec', fields: {} };
  const at = isObject(value) ? fieldsOf(value) : undefined;
  if (!isObject(value) || at === undefined) return { findings: [findingOf(value, unknown(value))] };
  const given = value[at] ?? {};
  const typed = at === 'data' && isObject(given) ? fromStrings(given, fields) : given;
  const config = { ...value, [at]: typed };
  const problems = schemaProblems(config, schemaOf(at, fields), tellingOf(config, at, fields));
  if (problems.length > 0) return { findings: problems.map((each) => findingOf(value, each)) };
  return { at, fields: isObject(typed) ? typed : {} };
}

function fieldsOf({ apiVersion, kind }: JsonObject): FunctionConfig['at'] | undefined {
  if (apiVersion === configKind.version && kind === configKind.kind) return 'spec';
  return apiVersion === 'v1' && kind === 'ConfigMap' ? 'data' : undefined;
}

function schemaOf(at: FunctionConfig['at'], fields: ObjectSchema): ObjectSchema {
  const common = { apiVersion: text, kind: text, metadata: anyObject, [at]: fields };
  return object(at === 'spec' ? common : { ...common, binaryData: anyObject, immutable: boolean });
}

/** A ConfigMap has nothing but strings; lists are separated by commas. */
function fromStrings(data: JsonObject, { fields }: ObjectSchema): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const schema = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return [name, schema && typeof value === 'string' ? fromString(value, schema) : value];
    }),
  );
}

function fromString(value: string, schema: Schema): Json {
  if (schema.is === 'boolean' && /^(?:true|false)$/.test(value)) return value === 'true';
  return schema.is === 'list' ? value.split(',') : value;
}

function findingOf(value: Json, problem: Problem): Finding {
  return {
    ...problem,
    severity: severityOf(problem.code),
    ...(isObject(value) && { object: refOf(value) }),
  };
}

function unknown(value: Json): Problem {
  const { version, kind } = configKind;
  const found = isObject(value) ? kindText(value) : quoted(value);
  return {
    code: 'RC1802',
    path: ['kind'],
    message: `the functionConfig is ${found}, where ${kind} of ${version} or a ConfigMap is expected`,
    hint: `Write apiVersion: ${version} and kind: ${kind}.`,
  };
}

function kindText({ apiVersion = null, kind = null }: JsonObject): string {
  return kind === null ? 'an object without a kind' : `${quoted(kind)} of ${quoted(apiVersion)}`;
}
