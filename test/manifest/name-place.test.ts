import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { describe, expect, test } from 'vitest';
import { locate } from '../../src/manifest/locate.ts';
import { placeOfName } from '../../src/manifest/name-place.ts';
import { readStream } from '../../src/manifest/stream.ts';

const texts: readonly (readonly [string, string])[] = [
  ['in block style', 'kind: A\nmetadata:\n  name: a\n'],
  ['behind other keys', 'metadata:\n  labels:\n    name: no\n  name: a\n'],
  [
    'behind a literal that looks like it',
    'metadata:\n  annotations:\n    a: |\n      name: no\n  name: a\n',
  ],
  [
    'behind comments and empty lines',
    'metadata: # of it\n\n# name: no\n    # name: no\n    name: a\n',
  ],
  ['in quotes', 'metadata:\n  name: "a"\n'],
  ['with Windows line ends', 'kind: A\r\nmetadata:\r\n  labels: {}\r\n  name: a\r\n'],
  ['in flow style', 'metadata: {labels: {name: no}, name: a}\n'],
  ['in JSON', '{"metadata": {"name": "a"}}\n'],
  [
    'in a List',
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata:\n    name: a\n',
  ],
  ['behind an anchor', 'metadata: &m\n  name: a\n'],
  ['as an alias', 'a: &n a\nmetadata:\n  name: *n\n'],
  ['not at all', 'metadata:\n  labels: {}\nspec:\n  name: no\n'],
  ['after metadata of something else', 'spec:\n  metadata:\n    name: no\nmetadata:\n  name: a\n'],
];

describe('the name of an object is found', () => {
  test.each(texts)('%s', (_, text) => {
    const document = {
      source: { name: 'a', text },
      start: 0,
      end: text.length,
      syntax: 'yaml',
    } as const;
    const at = text.includes('items') ? ['items', 0] : [];
    const manifest = { document, at, value: {} };
    expect(placeOfName(manifest)).toEqual(locate(document, [...at, 'metadata', 'name']));
  });

  test('where it is in every case and example', () => {
    const files = fastGlob.sync(['test/cases/**/*.yaml', 'examples/**/*.yaml'], { cwd: '.' });
    const sources = files.map((name) => ({ name, text: readFileSync(join('.', name), 'utf8') }));
    const { manifests } = readStream(sources, 'all');
    expect(manifests.length).toBeGreaterThan(100);
    for (const manifest of manifests) {
      const { document, at } = manifest;
      expect(placeOfName(manifest)).toEqual(locate(document, [...at, 'metadata', 'name']));
    }
  });
});
