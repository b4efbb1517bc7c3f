import { describe, expect, test } from 'vitest';
import { readSteering } from '../../src/knative/steering.ts';
import { serviceOf, serviceValue } from './fixtures.ts';

function steering(
  own: Record<string, string>,
  template: Record<string, string> = {},
): ReturnType<typeof readSteering> {
  const metadata = { annotations: own };
  const spec = { template: { metadata: { annotations: template } } };
  return readSteering(serviceOf(serviceValue({ metadata, spec })));
}

test('a Service without revcast.dev annotations asks for nothing', () => {
  expect(steering({ 'example.com/mode': 'x' })).toEqual({
    mode: undefined,
    revisionNames: undefined,
    generation: undefined,
    overlay: undefined,
    problems: [],
  });
});

describe('readSteering reads', () => {
  test.each([
    ['mode', 'generate', { mode: 'generate' }],
    ['mode', 'byo', { mode: 'byo' }],
    ['mode', 'skip', { mode: 'skip' }],
    ['revision-names', 'predict', { revisionNames: 'predict' }],
    ['revision-names', 'pin', { revisionNames: 'pin' }],
    ['generation', '1', { generation: 1 }],
    ['generation', '+7', { generation: 7 }],
    ['generation', '100000', { generation: 100000 }],
    ['scaled-object', 'spec: {}', { overlay: 'spec: {}' }],
  ])('revcast.dev/%s: %j', (key, text, expected) => {
    expect(steering({ [`revcast.dev/${key}`]: text })).toMatchObject({ ...expected, problems: [] });
  });
});

describe('readSteering reports', () => {
  test.each([
    ['mode', 'Generate', 'RC2901', 'Did you mean generate?'],
    ['mode', '', 'RC2901', 'Choose one of these, or delete the line.'],
    ['revision-names', 'pinned', 'RC2901', 'Choose one of these, or delete the line.'],
    [
      'generation',
      '1.5',
      'RC2902',
      'Write the generation that the template will have, such as "3".',
    ],
    ['generation', '', 'RC2902', 'Write the generation that the template will have, such as "3".'],
    ['generation', '9007199254740992', 'RC2902', undefined],
    ['mod', 'skip', 'RC2904', 'Did you mean revcast.dev/mode?'],
    ['revisionNames', 'pin', 'RC2904', 'Did you mean revcast.dev/revision-names?'],
    ['service', 'web', 'RC2904', undefined],
  ])('revcast.dev/%s: %j', (name, text, code, hint) => {
    const key = `revcast.dev/${name}`;
    const { problems, ...rest } = steering({ [key]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, path: ['metadata', 'annotations', key] });
    if (hint !== undefined) expect(problems[0]?.hint).toBe(hint);
    expect(Object.values(rest).every((value) => value === undefined)).toBe(true);
  });

  test.each(['0', '-1'])('a generation of %s, which it takes all the same', (text) => {
    const { generation, problems } = steering({ 'revcast.dev/generation': text });
    expect(generation).toBe(Number(text));
    expect(problems.map(({ code }) => code)).toEqual(['RC2903']);
  });

  test('annotations on the template, where it does not read them', () => {
    const { mode, problems } = steering({}, { 'revcast.dev/mode': 'skip' });
    expect(mode).toBeUndefined();
    expect(problems.map(({ code, path }) => [code, path.join('/')])).toEqual([
      ['RC2905', 'spec/template/metadata/annotations/revcast.dev/mode'],
    ]);
  });
});
