import { schemaProblems as check } from '../../crd/check.ts';
import type { ObjectSchema, Schema } from '../../crd/schema.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import type { Json, JsonObject, Path } from '../../json.ts';
import { schemas } from '../crd.ts';
import type { Service } from '../types.ts';
import { isMasked } from './masked-fields.ts';

/** What the API server refuses or drops before Knative's webhook sees it, going by the CRD. */
export function schemaProblems({ manifest, kind }: Service): Problem[] {
  return check(manifest.value, schemas[kind], {
    type: typeProblem,
    missing: missingProblem,
    unknown: unknownProblem,
    limit: repeatedProblem,
  });
}

const typeNames: Readonly<Record<Schema['is'], string>> = {
  text: 'a string',
  integer: 'a whole number',
  boolean: 'true or false',
  port: "a port's number or name",
  quantity: 'a quantity such as "500m" or "1Gi"',
  mapping: 'a mapping',
  list: 'a list',
  object: 'a mapping',
  anything: 'a value',
};

/** The last field of a path, with the index of an item of it. */
function fieldOf(path: Path): string {
  const last = path.at(-1) ?? 'the object';
  return typeof last === 'number' ? `${path.at(-2)}[${last}]` : last;
}

function typeProblem(value: Json, schema: Schema, path: Path): Problem {
  const field = fieldOf(path);
  const expected = typeNames[schema.is];
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  const quotes = scalar && schema.is === 'text';
  return {
    code: 'RC2010',
    path,
    message: `${field} is ${quoted(value)}, where ${expected} is expected`,
    hint: quotes ? `Put the value in quotes: ${field}: "${value}"` : `Write ${expected} here.`,
  };
}

function missingProblem(
  field: string,
  object: JsonObject,
  schema: ObjectSchema,
  path: Path,
): Problem {
  const strays = Object.keys(object).filter((key) => !Object.hasOwn(schema.fields, key));
  const near = nearest(field, strays);
  return {
    code: 'RC2011',
    path: [...path, field],
    message: `${fieldOf(path)} has no ${field}`,
    hint: near === undefined ? `Add ${field}.` : `Write ${near} as ${field}.`,
  };
}

function unknownProblem(field: string, schema: ObjectSchema, path: Path): Problem {
  if (isMasked(field, path)) return maskedProblem(field, path);
  const near = nearest(field, Object.keys(schema.fields));
  return {
    code: 'RC2012',
    path: [...path, field],
    message: `${field} is not a field of ${fieldOf(path)}, so the API server drops it`,
    hint: near === undefined ? 'Delete it.' : `Did you mean ${near}?`,
  };
}

function maskedProblem(field: string, path: Path): Problem {
  return {
    code: 'RC2014',
    path: [...path, field],
    message: `${field} is a field of Kubernetes that Knative does not take in ${fieldOf(path)}`,
    hint: 'Delete it: applied strictly the Service is refused, otherwise the field is dropped.',
  };
}

/** An item of a list that the API server takes for a map. */
function repeatedProblem(found: string, path: Path): Problem {
  return {
    code: 'RC2013',
    path,
    message: `${fieldOf(path)} ${found}`,
    hint: 'Delete one of the two.',
  };
}
