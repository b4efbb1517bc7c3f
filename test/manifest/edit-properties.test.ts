import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type Path, valueAt } from '../../src/json.ts';
import { applyEdits, editDocument } from '../../src/manifest/edit.ts';
import { emitJson } from '../../src/manifest/emit.ts';
import type { Edit } from '../../src/manifest/types.ts';
import { documentOf, readValue } from './documents.ts';
import { nastyString } from './strings.ts';
import { anyValue, styledYaml } from './styled.ts';
import { touchedLines } from './touched.ts';

/** What an edit is made of, once there is a value that it can be made for. */
interface Wish {
  readonly pick: number;
  readonly deeper: Path;
  readonly value: Json;
  readonly substitution: readonly [from: number, length: number, replacement: string] | undefined;
}

const replacement = fc.oneof(fc.constantFrom('', 'web-00001', '1', 'a b'), nastyString);
const wish: fc.Arbitrary<Wish> = fc.record({
  pick: fc.nat(),
  deeper: fc.array(fc.oneof(fc.constantFrom<string | number>('a', 'new', 0, 3), nastyString), {
    maxLength: 2,
  }),
  value: anyValue,
  substitution: fc.option(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 3 }), replacement), {
    nil: undefined,
    freq: 2,
  }),
});
const wishes = fc.array(wish, { minLength: 1, maxLength: 4 });

const yaml = styledYaml.filter(isReadable);
const json = fc
  .tuple(fc.dictionary(nastyString, anyValue, { minKeys: 1 }), fc.constantFrom(0, 1, 2, '\t'))
  .map(([value, indent]) => (indent === 2 ? emitJson(value) : JSON.stringify(value, null, indent)))
  .filter(isReadable);

describe('editDocument', () => {
  it.each([
    ['YAML', yaml],
    ['JSON', json],
  ])('makes %s that has exactly the edited value', (_, texts) => {
    fc.assert(
      fc.property(texts, wishes, (text, some) => {
        const value = readValue(text);
        const edits = some.map((one) => editOf(value, one));
        const result = editDocument(documentOf(text), edits);
        expect(readValue(result)).toEqual(applyEdits(value, edits));
      }),
      { numRuns: 500 },
    );
  });

  it('changes no line but those of the edited values', () => {
    const plain = yaml.filter(
      (text) =>
        // Changing what is shared, or is behind a key that readers do not agree on, takes more.
        !/\*a\d|[\x85\u2028\u2029]/.test(text) && !emitJson(readValue(text)).includes('# note'),
    );
    fc.assert(
      fc.property(plain, wishes, (text, some) => {
        const value = readValue(text);
        const edits = some.map((one) => editOf(value, one));
        const result = editDocument(documentOf(text), edits);
        const touched = edits.flatMap(({ path }) => touchedLines(text, path) ?? []);
        const isKept = (_: string, index: number): boolean =>
          !touched.some(({ first, last }) => first <= index && index <= last);
        expect(missingLines(lines(text).filter(isKept), lines(result))).toEqual([]);
        const isReplaced = (_: string, index: number): boolean =>
          touched.some(({ first, last, isScalar }) => !isScalar && first <= index && index <= last);
        const comments = lines(text)
          .filter((line, index) => !isReplaced(line, index))
          .flatMap((line) => line.match(/ # note \d+$/) ?? []);
        for (const comment of comments) expect(result).toContain(comment);
        if (text.includes('\n')) expect(result.includes('\r\n')).toBe(text.includes('\r\n'));
        expect(result.endsWith('\n')).toBe(text.endsWith('\n'));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing when a value is set to what it is', () => {
    fc.assert(
      fc.property(fc.oneof(yaml, json), fc.nat(), (text, pick) => {
        const value = readValue(text);
        const paths = pathsOf(value);
        const path = paths[pick % paths.length] ?? [];
        const edit: Edit = { op: 'set', path, value: valueAt(value, path) ?? null };
        expect(editDocument(documentOf(text), [edit])).toBe(text);
      }),
    );
  });
});

function isReadable(text: string): boolean {
  try {
    return isObject(readValue(text));
  } catch {
    return false;
  }
}

function pathsOf(value: Json, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [at, ...steps.flatMap((step) => pathsOf(valueAt(value, [step]) ?? null, [...at, step]))];
}

function editOf(value: Json, { pick, deeper, value: set, substitution }: Wish): Edit {
  const paths = pathsOf(value);
  const path = paths[pick % paths.length] ?? [];
  const old = valueAt(value, path);
  if (typeof old === 'string' && substitution !== undefined) {
    const [from, length, text] = substitution;
    const find = [...old].slice(from, from + length).join('');
    return { op: 'substitute', path, find, replacement: text };
  }
  if (Array.isArray(old) && old.length > 1 && deeper.length === 0) {
    const left = old.filter((_, index) => index !== pick % old.length);
    return { op: 'set', path, value: left };
  }
  const at = path.length === 0 ? ['new', ...deeper] : [...path, ...deeper];
  return { op: 'set', path: at, value: set };
}

function lines(text: string): string[] {
  return text.split(/\r?\n/);
}

/** Those of the lines that are not, in their order, among the others. */
function missingLines(wanted: readonly string[], among: readonly string[]): string[] {
  let at = 0;
  return wanted.filter((line) => {
    const found = among.indexOf(line, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}
