import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { readBlock } from '../../src/manifest/block.ts';
import { isUsual } from '../../src/manifest/characters.ts';
import { parseDocument } from '../../src/manifest/parse.ts';
import { readYaml } from '../../src/manifest/yaml.ts';
import { mutated } from './yaml-mutations.ts';
import * as texts from './yaml-texts.ts';

function fast(text: string): Json | undefined {
  return readBlock(text, 0, text.length);
}

const read: [string, Json][] = [
  ['a: 1\n', { a: 1 }],
  ['# a\n\n---  # b\n\n# c\na: b # d\n# e', { a: 'b' }],
  ['a: 1\r\nb:\r\n- c\r\n', { a: 1, b: ['c'] }],
  ['a:\nb:  \nc: # d\n', { a: null, b: null, c: null }],
  ['a:\n  b:\n      c: 1\n  d: 2\n', { a: { b: { c: 1 }, d: 2 } }],
  ['- a\n-\n-  b\n', ['a', null, 'b']],
  ['a:\n- b\n-  c: 1\n   d: 2\ne: 3\n', { a: ['b', { c: 1, d: 2 }], e: 3 }],
  ['a:\n  -\n    b: 1\n  - - c\n    - - d\n', { a: [{ b: 1 }, ['c', ['d']]] }],
  ['a: b c:d#e f,g[h]{i} "j"\n', { a: 'b c:d#e f,g[h]{i} "j"' }],
  ['a: -b\nc: --- d\ne: 012\nf: yes\n', { a: '-b', c: '--- d', e: 10, f: true }],
  [`a: 'it''s: # b' # c\n'd e': "f"\n`, { a: "it's: # b", 'd e': 'f' }],
  ['a: "b\\n\\"\\\\ \\u00e9"\n"c\\t": "#"\n', { a: 'b\n"\\ é', 'c\t': '#' }],
  [
    'a: {} # b\nc: [ ]\nd: [e, "f, g", \'h\' , 1, yes]\n',
    { a: {}, c: [], d: ['e', 'f, g', 'h', 1, true] },
  ],
  ['a: |\n  b\n\n   c \n\nd: 1\n', { a: 'b\n\n c \n', d: 1 }],
  ['a: |-\n\n b\n\n\n', { a: '\nb' }],
  ['a: |+  \n b\n   \n\n# c\nd: 1', { a: 'b\n  \n\n', d: 1 }],
  ['a:\n- |\n # b\n # c\n# d\n- e', { a: ['# b\n# c\n', 'e'] }],
];

test.each(read)('the fast reader reads %j', (text, value) => {
  expect(fast(text)).toEqual(value);
  expect(readYaml(`${text}\n`)).toEqual({ value });
});

/** With what the full reader makes of it; undefined: an error. */
const left: [string, Json | undefined][] = [
  ['', null],
  ['# a\n', null],
  ['a\n', 'a'],
  ['%YAML 1.1\n---\na: 1\n', { a: 1 }],
  ['--- # a\n...\n', null],
  ['a: &b 1\nc: *b\n', { a: 1, c: 1 }],
  ['<<: {a: 1}\n', { a: 1 }],
  ['a: !!str 1\n', { a: '1' }],
  ['? a\n: 1\n', { a: 1 }],
  ['a : 1\n', { a: 1 }],
  ['yes: 1\n12: 2\n', { true: 1, 12: 2 }],
  ['__proto__: 1\n', JSON.parse('{"__proto__": 1}')],
  ['toString: 1\n', { toString: 1 }],
  ['a: b\n  c\n', { a: 'b c' }],
  ['a: "b\n  c"\n', { a: 'b c' }],
  ['a: "\\x41"\n', { a: 'A' }],
  ['a: >\n  b\n  c\n', { a: 'b c\n' }],
  ['a: |2\n   b\n', { a: ' b\n' }],
  ['a: |\nb: 1\n', { a: '', b: 1 }],
  ['a: {b: 1}\n', { a: { b: 1 } }],
  ['a: [b,\n  c]\n', { a: ['b', 'c'] }],
  ['a:\tb\n', { a: 'b' }],
  ['a: b\tc\n', { a: 'b\tc' }],
  ['a: 1\na: 2\n', undefined],
  ['a: 1\n b: 2\n', undefined],
  ['a:\n   b: 1\n  c: 2\n', undefined],
  ['- a\nb: 1\n', undefined],
  ['a: b: c\n', undefined],
  ['a: "b\n', undefined],
  ["a: 'b' c\n", undefined],
  ['a: [b\n', undefined],
  ['a: - b\n', undefined],
  ['a: @b\n', undefined],
  ['a:\n\tb: 1\n', undefined],
  ['a: .inf\n', undefined],
  ['a: 9007199254740993\n', undefined],
  ['a: "b"#c\n', undefined],
  ['a: 1e21\n', { a: 1e21 }],
  [`${'a'.repeat(1025)}: 1\n`, undefined],
  [`${'- '.repeat(101)}a\n`, JSON.parse(`${'['.repeat(101)}"a"${']'.repeat(101)}`)],
];

test.each(left)('the fast reader leaves %j to the full reader', (text, value) => {
  expect(fast(text)).toBeUndefined();
  const full = readYaml(text);
  expect('value' in full ? full.value : undefined).toEqual(value);
});

test('only the document between start and end is read', () => {
  const text = 'a: 1\n---\nb: |\n  c\n\n---\nd: 2\n';
  expect(readBlock(text, 0, 5)).toEqual({ a: 1 });
  expect(readBlock(text, 5, text.lastIndexOf('---'))).toEqual({ b: 'c\n' });
});

const manifest = `# A Service
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: a # its name
  labels: {}
  annotations:
    revcast.dev/scaled-object: |
      spec:

        pollingInterval: 5
    # between
    b: |-
      c
    d: "say \\"x\\" \\u00e9"
    e: 'it''s'
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/target: "5"
        autoscaling.knative.dev/prometheus-query: sum(rate(x{revision="{{ .revisionName }}"}[1m]))
    spec:
      containers:
      - image: example.com/app:1
        args: ["--a", b, 12]
        env:
          - name: A
            value: "1"
          -
            name: B
        resources:
          requests:
            cpu: 50m
  traffic:
    - percent: 100
      latestRevision: true
`;

const others = `---
kind: List
items:
- a: &a {b: 1, c: [2, {x: 3}]}
  d:
    <<: *a
    e: 1.5
- f: plain
    text
  g: >-
    h
     i

    j
  k: "l
    m"
  ? n
  : !!str 12
`;

/** The promise of the fast reader: either it reads what the full reader does, or nothing. */
function sameOrNothing(text: string): void {
  const document = {
    source: { name: 'a', text },
    start: 0,
    end: text.length,
    syntax: 'yaml',
  } as const;
  // Texts for which neither reader is asked, or only the full one.
  if (!isUsual(text)) return;
  const parsed = parseDocument(document);
  if ('problems' in parsed && parsed.problems.some(({ code }) => code === 'RC1017')) return;
  const value = fast(text);
  if (value === undefined) return;
  expect(readYaml(text.endsWith('\n') ? text : `${text}\n`)).toEqual({ value });
}

describe('the fast reader reads what the full reader reads, or nothing,', () => {
  const mutations = mutated([manifest, manifest, others]);
  const cases: [string, fc.Arbitrary<string>, number][] = [
    ['in YAML as the library prints it', texts.printed, 800],
    ['in YAML as people write it', texts.written, 1500],
    ['in mutated manifests', mutations, 600],
    [
      'in mutated manifests with CR LF',
      mutations.map((text) => text.replaceAll('\n', '\r\n')),
      300,
    ],
    ['in scalars of any characters', texts.scalars, 3000],
    ['in literals of any indentation', texts.literals, 2000],
    ['in flow collections of any pieces', texts.flowSoup, 1000],
    ['in any pieces of YAML', texts.soup, 2000],
  ];
  test.each(cases)('%s', (_, arbitrary, numRuns) => {
    fc.assert(fc.property(arbitrary, sameOrNothing), { numRuns });
  });
});

test.each(['\n', '\r\n'])(
  'the fast reader reads a manifest of a Service with line ends %j',
  (eol) => {
    const text = manifest.replaceAll('\n', eol);
    expect({ value: fast(text) }).toEqual(readYaml(text));
  },
);
