import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, valueAt } from '../../src/json.ts';
import { printSarif } from '../../src/review/format/sarif.ts';
import type { Review, ReviewFinding } from '../../src/review/types.ts';
import { version } from '../../src/version.ts';
import { allReviews, reviewed, service, stream } from './reviewed.ts';

const faulty = stream(
  service('warned', { 'autoscaling.knative.dev/max-scal': '3' }),
  service('wrong', { 'autoscaling.knative.dev/target': '70%' }),
);

describe('SARIF', () => {
  let isValid: ValidateFunction;

  beforeAll(() => {
    const text = readFileSync('test/review/sarif-schema-2.1.0.json', 'utf8');
    // Draft 4 differs from what ajv reads only in how it calls the schema's name.
    const { id: _id, $schema: _schema, ...schema } = JSON.parse(text) as JsonObject;
    isValid = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
  });

  it.each(allReviews())('is valid: $name', ({ review }) => {
    isValid(JSON.parse(printSarif(review)));
    expect(isValid.errors ?? []).toEqual([]);
  });

  it('is told from what is not valid', () => {
    const log = printSarif(reviewed(faulty)).replace('"ruleId"', '"rule"');
    expect(isValid(JSON.parse(log))).toBe(false);
  });

  it('has a rule for each code, and a result for each finding', () => {
    const run = runOf(reviewed(faulty));
    const driver = valueAt(run, ['tool', 'driver']);
    expect(driver).toMatchObject({ name: 'revcast', semanticVersion: version });
    expect(valueAt(driver, ['rules'])).toMatchObject([
      { id: 'RC2107', defaultConfiguration: { level: 'error' } },
      { id: 'RC2701', defaultConfiguration: { level: 'warning' } },
    ]);
    expect(resultsOf(reviewed(faulty))).toMatchObject([
      { ruleId: 'RC2701', ruleIndex: 1, level: 'warning' },
      { ruleId: 'RC2107', ruleIndex: 0, level: 'error' },
    ]);
  });

  it('says what is wrong with which object, and what to do', () => {
    expect(textOf(reviewed(faulty))).toMatch(
      /^Service shop\/warned: .* so it has no effect\. Did you mean .*max-scale\?$/,
    );
  });

  it('has no links that a manifest brings', () => {
    const finding = { message: 'it is "[see](https://example.com)"', hint: '' };
    expect(textOf(withFinding(finding))).toBe('it is "[see] (https://example.com)".');
  });

  it.each([
    ['shop/services.yaml', 'shop/services.yaml', '%SRCROOT%'],
    ['./shop/a b#1?.yaml', 'shop/a%20b%231%3F.yaml', '%SRCROOT%'],
    ['a:b%41.yaml', 'a%3Ab%2541.yaml', '%SRCROOT%'],
    ['größe/\u{1f600}.yaml', 'gr%C3%B6%C3%9Fe/%F0%9F%98%80.yaml', '%SRCROOT%'],
    ['/srv/repo/a b.yaml', 'file:///srv/repo/a%20b.yaml', undefined],
    ['<stdin>', '%3Cstdin%3E', '%SRCROOT%'],
    ['\ud800.yaml', '%EF%BF%BD.yaml', '%SRCROOT%'],
  ])('places a finding of %j', (name, uri, uriBaseId) => {
    const [result] = resultsOf(reviewed(faulty, undefined, name));
    expect(valueAt(result, [...physical, 'artifactLocation'])).toEqual({
      uri,
      ...(uriBaseId !== undefined && { uriBaseId }),
    });
  });

  it('places a finding at its line and column, in UTF-16 code units', () => {
    const [result] = resultsOf(reviewed(faulty));
    const line = faulty.split('\n').findIndex((text) => text.includes('max-scal')) + 1;
    const column = '        autoscaling.knative.dev/max-scal: "'.length;
    expect(valueAt(result, [...physical, 'region'])).toEqual({
      startLine: line,
      startColumn: column,
    });
    expect(runOf(reviewed(faulty)).columnKind).toBe('utf16CodeUnits');
  });

  it.each([
    ['shop/templates/web.yaml', 'shop/templates/web.yaml'],
    ['../../base/web.yaml', '%3Cstdin%3E'],
    ['https://example.com/repo//web.yaml?ref=v1', '%3Cstdin%3E'],
  ])(
    'places what is read from standard input in its template %s, if it is there',
    (origin, uri) => {
      const source = { file: '<stdin>', line: 300, column: 7 };
      const [result] = resultsOf(withFinding({ message: 'm', hint: '', origin, source }));
      expect(valueAt(result, physical)).toEqual({
        artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
        region: { startLine: 1 },
      });
    },
  );

  it('names the object', () => {
    const [result] = resultsOf(reviewed(faulty));
    expect(valueAt(result, ['locations', 0, 'logicalLocations'])).toEqual([
      { name: 'warned', fullyQualifiedName: 'Service shop/warned', kind: 'resource' },
    ]);
  });

  it('knows a finding again where lines and values move, and not another one', () => {
    const before = fingerprints(faulty);
    expect(new Set(before).size).toBe(2);
    expect(fingerprints(`# a comment\n\n${faulty.replace('"70%"', '"80%"')}`)).toEqual(before);
    expect(fingerprints(faulty.replace('name: "warned"', 'name: "other"'))).toEqual([
      expect.not.stringMatching(before[0] ?? ''),
      before[1],
    ]);
  });

  it('tells findings apart that differ in nothing but their lines', () => {
    const finding = withFinding({ message: 'm', hint: '' }).findings;
    const twice = { ...reviewed(service('web')), findings: [...finding, ...finding] };
    const both = resultsOf(twice).map((result) => valueAt(result, fingerprint));
    expect(new Set(both).size).toBe(2);
  });

  it('counts every finding as a result, so that nothing else is lost', () => {
    for (const { review } of allReviews()) {
      expect(resultsOf(review)).toHaveLength(review.findings.length);
    }
  });
});

const physical = ['locations', 0, 'physicalLocation'];
const fingerprint = ['partialFingerprints', 'revcast/v1'];

function runOf(review: Review): JsonObject {
  const run = valueAt(JSON.parse(printSarif(review)) as Json, ['runs', 0]);
  if (!isObject(run)) throw new Error('there is no run');
  return run;
}

function resultsOf(review: Review): Json[] {
  const { results } = runOf(review);
  return Array.isArray(results) ? results : [];
}

function textOf(review: Review): Json | undefined {
  return valueAt(resultsOf(review)[0], ['message', 'text']);
}

function fingerprints(text: string): string[] {
  return resultsOf(reviewed(text)).map((result) => String(valueAt(result, fingerprint)));
}

function withFinding(
  finding: Pick<ReviewFinding, 'message' | 'hint' | 'origin' | 'source'>,
): Review {
  const found: ReviewFinding = { code: 'RC2107', severity: 'error', path: [], ...finding };
  return { ...reviewed(service('web')), findings: [found] };
}
