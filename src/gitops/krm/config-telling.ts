import type { Telling } from '../../crd/check.ts';
import type { ObjectSchema, Schema } from '../../crd/schema.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { pathText } from '../../diagnostics/words.ts';
import { type JsonObject, type Path, stringAt } from '../../json.ts';

const expectations: Partial<Record<Schema['is'], string>> = {
  text: 'a string',
  boolean: 'true or false',
  list: 'a list',
  object: 'a mapping',
  mapping: 'a mapping of strings',
};

/** What is said of a functionConfig whose settings, which stand `at`, are not as the schema has them. */
export function tellingOf(config: JsonObject, at: string, settings: ObjectSchema): Telling {
  return {
    type: (value, { is }, path) => {
      const expected = expectations[is] ?? 'another value';
      return bad(path, `is ${quoted(value)}, where ${expected} is expected`, `Write ${expected}.`);
    },
    limit: (found, path) => bad(path, found, meant(config, settings, path)),
    missing: (field, _, __, path) => bad([...path, field], 'is missing', 'Add it.'),
    unknown: (field, { fields }, path) => {
      const near = nearest(field, Object.keys(fields));
      const isOutside = path.length === 0;
      const what = isOutside ? 'a field of the functionConfig' : 'a setting of revcast krm';
      const otherwise = isOutside ? `Settings stand in ${at}.` : 'Delete it.';
      return {
        code: 'RC1803',
        path: [...path, field],
        message: `${quoted(field)} is not ${what}`,
        hint: near === undefined ? otherwise : `Did you mean ${near}?`,
      };
    },
  };
}

function bad(path: Path, message: string, hint: string): Problem {
  const field = pathText(path.slice(typeof path.at(-1) === 'number' ? -2 : -1));
  return { code: 'RC1804', path, message: `${field} ${message}`, hint };
}

/** Of a value that is not among those allowed at the path, the one that was probably meant. */
function meant(config: JsonObject, { fields }: ObjectSchema, path: Path): string {
  const [, field = ''] = path;
  const schema = path.length === 2 ? fields[field] : undefined;
  const known = schema?.is === 'text' ? (schema.oneOf ?? []) : [];
  const near = nearest(stringAt(config, path) ?? '', known);
  return near === undefined ? 'Write one of these.' : `Did you mean ${near}?`;
}
