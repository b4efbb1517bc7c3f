import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentChanges } from '../../src/changes.ts';
import { readInput } from '../../src/input.ts';
import { writeStream } from '../../src/manifest/write.ts';
import { decide, render } from '../../src/render.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';
import { jsonStream, yamlStream } from './streams.ts';

const stream = fc.oneof({ weight: 3, arbitrary: yamlStream }, { weight: 1, arbitrary: jsonStream });

const someSettings: fc.Arbitrary<Partial<Settings>> = fc.record({
  takeover: fc.boolean(),
  revisionNames: fc.constantFrom('predict' as const, 'pin' as const),
  host: fc.constantFrom('none' as const, 'argocd' as const, 'flux' as const),
  split: fc.constantFrom('all' as const, 'services' as const, 'scaledobjects' as const),
  format: fc.constantFrom('yaml' as const, 'json' as const),
});

function outputOf(text: string, settings: Partial<Settings> = {}): string {
  const { output, findings } = render([{ name: 'stream', text }], settings);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return output.join('');
}

describe('a rendered stream', () => {
  it('is the input, without what was generated', () => {
    fc.assert(
      fc.property(stream, (text) => {
        const input = readInput([{ name: 'stream', text }], defaultSettings);
        const { changes } = decide(input, defaultSettings);
        const pieces = writeStream(input.stream.sources, documentChanges(changes, defaultSettings));
        const kept = pieces.filter(({ generated }) => !generated).map((piece) => piece.text);
        expect(kept.join('')).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('renders to itself', () => {
    fc.assert(
      fc.property(stream, someSettings, (text, settings) => {
        fc.pre(settings.format !== 'json' || !/- list|just: data/.test(text));
        const once = outputOf(text, settings);
        expect(outputOf(once, settings)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it('holds one ScaledObject for each Service that scales with KEDA', () => {
    fc.assert(
      fc.property(stream, (text) => {
        const { outcomes } = render([{ name: 'stream', text }]);
        const wanted = outcomes.filter(({ treatment }) => treatment === 'generated');
        const again = readInput([{ name: 'out', text: outputOf(text) }], defaultSettings);
        const made = again.stream.manifests.filter(({ value }) => value.kind === 'ScaledObject');
        expect(made.map(({ value }) => value)).toEqual(
          wanted.map(({ scaledObject }) => scaledObject),
        );
      }),
      { numRuns: 300 },
    );
  });
});
