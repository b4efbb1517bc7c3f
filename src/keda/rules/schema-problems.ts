import { schemaProblems as check } from '../../crd/check.ts';
import type { ObjectSchema, Schema } from '../../crd/schema.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import type { Json, JsonObject, Path } from '../../json.ts';
import { scaledObjectSchema } from './crd.ts';

/** What the API server refuses or drops, going by KEDA's CRD. */
export function schemaProblems(scaledObject: JsonObject): Problem[] {
  return check(scaledObject, scaledObjectSchema, {
    type: typeProblem,
    missing: missingProblem,
    unknown: unknownProblem,
    limit: limitProblem,
  });
}

const expectations: Readonly<Record<Schema['is'], string>> = {
  text: 'a string',
  integer: 'a whole number of 32 bits',
  boolean: 'true or false',
  port: 'a port',
  quantity: 'a quantity such as "0.1"',
  mapping: 'a mapping of strings',
  list: 'a list',
  object: 'a mapping',
  anything: 'a value',
};

function typeProblem(value: Json, schema: Schema, path: Path): Problem {
  const expected = expectations[schema.is];
  const lacksQuotes = schema.is === 'text' && value !== null && typeof value !== 'object';
  return {
    code: 'RC4002',
    path,
    message: `${path.at(-1)} is ${quoted(value)}, where ${expected} is expected`,
    hint: lacksQuotes ? 'Put the value in quotes.' : `Write ${expected} here.`,
  };
}

function limitProblem(found: string, path: Path): Problem {
  if (path.at(-1) === 'triggers') return emptyProblem(path);
  return {
    code: 'RC4003',
    path,
    message: `${path.at(-1)} ${found}`,
    hint: 'Correct it: the API server refuses the ScaledObject.',
  };
}

function emptyProblem(path: Path): Problem {
  return {
    code: 'RC4005',
    path,
    message: 'the ScaledObject has no triggers',
    hint: 'Add a trigger: KEDA needs at least one to scale by.',
  };
}

function missingProblem(
  field: string,
  object: JsonObject,
  schema: ObjectSchema,
  parent: Path,
): Problem {
  if (field === 'triggers') return emptyProblem([...parent, field]);
  const strays = Object.keys(object).filter((key) => !Object.hasOwn(schema.fields, key));
  const near = nearest(field, strays);
  return {
    code: 'RC4001',
    path: [...parent, field],
    message: `${field} is missing${parent.length === 0 ? '' : ` in ${parent.join('.')}`}`,
    hint: near === undefined ? 'Add the field: it is required.' : `Write ${near} as ${field}.`,
  };
}

function unknownProblem(field: string, schema: ObjectSchema, parent: Path): Problem {
  const near = nearest(field, Object.keys(schema.fields));
  const place = parent.length === 0 ? 'a ScaledObject' : parent.join('.');
  return {
    code: 'RC4004',
    path: [...parent, field],
    message: `${quoted(field)} is not a field of ${place}: the API server drops it`,
    hint: near === undefined ? 'Delete it.' : `Did you mean ${near}?`,
  };
}
