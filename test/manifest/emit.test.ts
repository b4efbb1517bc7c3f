import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../src/json.ts';
import { emitJson, emitYaml } from '../../src/manifest/emit.ts';
import { findProgram } from '../support/programs.ts';
import { readValue } from './documents.ts';
import { nastyString, traps } from './strings.ts';

const nastyJson = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    nastyString,
    fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, 1e21, 1e-7, 2147483647),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(nastyString, tie('node'), { maxKeys: 3 }),
  ),
})).node;

describe('emitYaml', () => {
  it('lays objects out like kubectl does', () => {
    const value = {
      kind: 'ScaledObject',
      metadata: { name: 'a', labels: {}, finalizers: [] },
      spec: {
        maxReplicaCount: 2147483647,
        paused: false,
        nothing: null,
        triggers: [
          { type: 'cpu', metadata: { value: '70' } },
          { type: 'prometheus', metadata: { query: 'up\n> 0\n' } },
          [1, [2, 3]],
          'text',
        ],
      },
    };
    expect(emitYaml(value)).toBe(`kind: ScaledObject
metadata:
  name: a
  labels: {}
  finalizers: []
spec:
  maxReplicaCount: 2147483647
  paused: false
  nothing: null
  triggers:
  - type: cpu
    metadata:
      value: "70"
  - type: prometheus
    metadata:
      query: |
        up
        > 0
  - - 1
    - - 2
      - 3
  - text
`);
  });

  it.each([
    ['autoscaling.knative.dev/target', 'autoscaling.knative.dev/target'],
    ['http://prometheus.default.svc:9090', 'http://prometheus.default.svc:9090'],
    ['sum(rate(a{b="c"}[1m])) > 0', 'sum(rate(a{b="c"}[1m])) > 0'],
    ['(a)', '(a)'],
    ['yes', '"yes"'],
    ['yesterday', 'yesterday'],
    ['1k', '"1k"'],
    ['a: b', '"a: b"'],
    ['{a="b"}', `'{a="b"}'`],
    [`{a="it's"}`, `'{a="it''s"}'`],
    ['a\tb', '"a\\tb"'],
    ['a\u2028b', '"a\\u2028b"'],
    ['a\u0085b', '"a\\u0085b"'],
    ['\ud800', '"\ufffd"'],
    ['日本語', '日本語'],
    ['a\nb', '|-\n  a\n  b'],
    ['a\n\n  b\n', '|\n  a\n\n    b'],
    ['a\nb\n\n', '"a\\nb\\n\\n"'],
    ['a \nb', '"a \\nb"'],
    ['\na', '"\\na"'],
  ])('writes %j as %s', (text, expected) => {
    expect(emitYaml(text)).toBe(`${expected}\n`);
  });

  it('writes numbers so that YAML 1.1 sees numbers', () => {
    expect(emitYaml([1e21, -1.5e-7, 1e-7, 0.5])).toBe('- 1.0e+21\n- -1.5e-7\n- 1.0e-7\n- 0.5\n');
  });

  it('keeps long strings on one line', () => {
    const query = `sum(${'a + '.repeat(1000)}b)`;
    expect(emitYaml({ query })).toBe(`query: ${query}\n`);
  });

  it('writes a key too long for `key:` as an explicit key', () => {
    const key = 'k'.repeat(1001);
    expect(emitYaml({ [key]: { a: ['b'] } })).toBe(`? ${key}\n: a:\n  - b\n`);
  });

  it.each(['1.1', '1.2'] as const)('is read back unchanged by YAML %s', (version) => {
    fc.assert(
      fc.property(nastyJson, fc.constantFrom('\n' as const, '\r\n' as const), (value, eol) => {
        const text = emitYaml(value, eol);
        expect(parse(text, { version, merge: true })).toEqual(value);
        expect(text.replaceAll(eol, '')).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

it('prints what documents are read from', () => {
  fc.assert(
    fc.property(nastyJson, (value) => {
      expect(readValue(emitYaml(value))).toEqual(value);
      expect(readValue(emitJson({ value }))).toEqual({ value });
    }),
  );
});

describe('emitJson', () => {
  it('is indented by two and ends its last line', () => {
    expect(emitJson({ a: ['b'] })).toBe('{\n  "a": [\n    "b"\n  ]\n}\n');
  });

  it('is read back unchanged by JSON and by YAML', () => {
    fc.assert(
      fc.property(nastyJson, (value) => {
        const text = emitJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(parse(text, { version: '1.1', strict: false })).toEqual(value);
      }),
    );
  });
});

const kubectl = findProgram('kubectl');

describe.skipIf(kubectl === undefined)('kubectl (skipped when it is not found)', () => {
  const strings = [...traps, ...fc.sample(nastyString, { numRuns: 3000, seed: 1 })];

  it.each(['\n', '\r\n'] as const)('reads every string back, line ends %j', (eol) => {
    const objects = manifestsWith(strings);
    expect(readBack(objects.map((value) => `---${eol}${emitYaml(value, eol)}`).join(''))).toEqual(
      objects,
    );
  });

  it('reads every string back from JSON', () => {
    const objects = manifestsWith(strings);
    expect(readBack(objects.map(emitJson).join(''))).toEqual(objects);
  });
});

function manifestsWith(strings: readonly string[]): JsonObject[] {
  const metadata = (name: string): JsonObject => ({ name, labels: { read: 'back' } });
  const data = Object.fromEntries(strings.map((text, index) => [`${text}${index}`, text]));
  const byKey = Object.fromEntries(strings.map((text) => [text, { [text]: [text] }]));
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('values'), data },
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: metadata('keys'),
      spec: { byKey, list: [...strings], nested: strings.map((text) => ({ a: { b: text } })) },
    },
  ];
}

/** What kubectl, without a cluster, makes of the text. */
function readBack(text: string): Json {
  const folder = mkdtempSync(join(tmpdir(), 'revcast-'));
  try {
    const file = join(folder, text.startsWith('{') ? 'a.json' : 'a.yaml');
    writeFileSync(file, text);
    const command = ['label', '--local', '--overwrite', '-f', file, '-o', 'json', 'read=back'];
    const output = execFileSync(kubectl ?? '', command, { maxBuffer: 1 << 28 }).toString();
    return JSON.parse(`[${output.replaceAll('\n}\n{', '\n},\n{')}]`) as Json;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
