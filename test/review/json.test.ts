import { readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/json.ts';
import { objectAt, valueAt } from '../../src/json.ts';
import { explain } from '../../src/review/explain.ts';
import { printJson } from '../../src/review/format/json.ts';
import { allReviews, reviewed, service, side } from './reviewed.ts';

const schema = JSON.parse(readFileSync('schema/review.schema.json', 'utf8')) as JsonObject;
const definitions = objectAt(schema, ['$defs']) ?? {};

describe('the JSON of a review', () => {
  let isValid: ValidateFunction;

  beforeAll(() => {
    isValid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
  });

  const errors = (document: Json): ErrorObject[] => {
    isValid(document);
    return isValid.errors ?? [];
  };

  it.each(allReviews())('is as its schema says: $name', ({ review }) => {
    expect(errors(JSON.parse(printJson(review)))).toEqual([]);
  });

  it('is the review itself', () => {
    const review = reviewed(service('web'));
    expect(JSON.parse(printJson(review))).toEqual(review);
  });

  it.each([
    ['has a field that the schema does not know', { extra: 1 }],
    ['is of another version', { apiVersion: 'revcast.dev/v2' }],
    ['has no Services', { services: null }],
  ])('is refused by the schema where it %s', (_, faulty) => {
    expect(errors({ ...JSON.parse(printJson(reviewed(service('web')))), ...faulty })).not.toEqual(
      [],
    );
  });

  it('of an explanation is as the schema says', () => {
    const one = side(service('web', { 'autoscaling.knative.dev/target': '70' }));
    const explained = one.services.map((reviewedService) => explain(reviewedService, one));
    expect(explained).not.toEqual([]);
    for (const explanation of explained) {
      expect(errors(JSON.parse(JSON.stringify(explanation)))).toEqual([]);
    }
  });
});

/** An interface as the sources write it. */
interface Written {
  readonly name: string;
  readonly parent: string | undefined;
  readonly fields: readonly { readonly name: string; readonly isOptional: boolean }[];
}

const sources = [
  'src/review/types.ts',
  'src/keda/scale.ts',
  'src/keda/pause.ts',
  'src/keda/trigger.ts',
  'src/keda/hpa-behavior.ts',
  'src/keda/trigger-target.ts',
  'src/diagnostics/types.ts',
].map((path) => readFileSync(path, 'utf8'));

const interfaces = new Map(sources.flatMap(interfacesOf).map((written) => [written.name, written]));

/** Those that are a part of another one in the schema, and a code's entry, which is not shown. */
const folded = new Set(['Problem', 'Finding', 'Pause', 'CodeEntry']);
const shown = [...interfaces.keys()].filter((name) => !folded.has(name));

describe('the schema', () => {
  it.each(shown)('has the fields of %s, and no others', (name) => {
    const fields = fieldsOf(name);
    const definition = objectAt(definitions, [name]);
    expect(Object.keys(objectAt(definition, ['properties']) ?? {}).sort()).toEqual(
      fields.map((field) => field.name).sort(),
    );
    expect([...listAt(definition, ['required'])].sort()).toEqual(
      fields.flatMap((field) => (field.isOptional ? [] : [field.name])).sort(),
    );
  });

  it.each(['Mode', 'ChangeKind'])('has the words of %s', (name) => {
    const [, union = ''] = new RegExp(`export type ${name} =([^;]*);`).exec(sources.join()) ?? [];
    const words = [...union.matchAll(/'(\w+)'/g)].map(([, word]) => word);
    expect(words.length).toBeGreaterThan(1);
    expect(listAt(definitions, [name, 'enum'])).toEqual(words);
  });

  it.each<[string, string, string?]>([
    ['ServiceReview', 'kind'],
    ['ReviewFinding', 'severity', 'Severity'],
    ['Meaning', 'level'],
    ['Step', 'from'],
    ['Trigger', 'metricType'],
    ['HpaRules', 'selectPolicy'],
    ['HpaPolicy', 'type'],
  ])('has the words of %s.%s', (name, field, type) => {
    const text = sources.join('\n');
    const from = text.indexOf(type === undefined ? `interface ${name} ` : `type ${type} =`);
    const [, union = ''] =
      new RegExp(type === undefined ? `${field}:([^;]*);` : '=([^;]*);').exec(text.slice(from)) ??
      [];
    const words = [...union.matchAll(/'([\w-]+)'/g)].map(([, word]) => word);
    expect(words.length).toBeGreaterThan(1);
    expect(listAt(definitions, [name, 'properties', field, 'enum'])).toEqual(words);
  });

  it('describes everything, and forbids what it does not', () => {
    for (const [name, definition] of Object.entries(definitions)) {
      expect(valueAt(definition, ['description']), name).toMatch(/\S/);
      const properties = objectAt(definition, ['properties']);
      if (properties === undefined) continue;
      expect(valueAt(definition, ['additionalProperties']), name).toBe(false);
      for (const [key, property] of Object.entries(properties)) {
        const referred = String(valueAt(property, ['$ref'])).replace('#/$defs/', '');
        const text = valueAt(property, ['description']);
        expect(text ?? valueAt(definitions, [referred, 'description']), `${name}.${key}`).toMatch(
          /\S/,
        );
      }
    }
  });
});

/** With those of the interface that it extends. */
function fieldsOf(name: string): Written['fields'] {
  const written = interfaces.get(name);
  if (written === undefined) throw new Error(`there is no interface ${name}`);
  return [...(written.parent === undefined ? [] : fieldsOf(written.parent)), ...written.fields];
}

function interfacesOf(source: string): Written[] {
  const pattern = /^export interface (\w+)(?: extends (\w+))? \{$(.*?)^\}$/gms;
  return [...source.matchAll(pattern)].map(([, name = '', parent, body = '']) => ({
    name,
    parent,
    fields: [...body.matchAll(/^ {2}readonly (\w+)(\??):/gm)].map(([, field = '', mark]) => ({
      name: field,
      isOptional: mark === '?',
    })),
  }));
}

function listAt(value: Json | undefined, path: string[]): readonly Json[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}
