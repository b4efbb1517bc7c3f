import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderList } from '../../src/gitops/krm/render-list.ts';
import { type ResourceList, readResourceList } from '../../src/gitops/krm/resource-list.ts';
import { writeResourceList } from '../../src/gitops/krm/write.ts';
import type { Json } from '../../src/json.ts';
import { parseDocument } from '../../src/manifest/parse.ts';
import { splitDocuments } from '../../src/manifest/split.ts';
import { render } from '../../src/render.ts';
import type { Settings } from '../../src/settings.ts';
import { jsonLists, lists } from './lists.ts';

const list = fc.oneof({ weight: 4, arbitrary: lists }, { weight: 1, arbitrary: jsonLists });

const someSettings: fc.Arbitrary<Partial<Settings>> = fc.record({
  takeover: fc.boolean(),
  revisionNames: fc.constantFrom('predict' as const, 'pin' as const),
  host: fc.constantFrom('none' as const, 'argocd' as const),
  split: fc.constantFrom('all' as const, 'services' as const, 'scaledobjects' as const),
});

/** The list, unless the text is no list: some odd items break it. */
function read(text: string): ResourceList | undefined {
  const found = readResourceList({ name: '<stdin>', text });
  return 'findings' in found ? undefined : found;
}

function rendered(text: string, settings: Partial<Settings> = {}): string {
  const found = read(text);
  fc.pre(found !== undefined);
  const result = renderList(found, settings);
  // An odd text can swallow the next item.
  fc.pre(result.findings.every(({ code }) => !code.startsWith('RC10')));
  expect(result.findings).toEqual([]);
  return result.text;
}

/** What Go makes of the items; undefined where one can't be held in JSON. */
function itemsIn(text: string): Json | undefined {
  const [document] = splitDocuments({ name: 'out', text });
  const parsed = document && parseDocument(document);
  return parsed && 'value' in parsed ? (parsed.value as { items: Json }).items : undefined;
}

describe('a rendered ResourceList', () => {
  test('is the one that was read, byte for byte, without what was generated', () => {
    let lists = 0;
    fc.assert(
      fc.property(list, (text) => {
        const again = read(rendered(text));
        expect(again).toBeDefined();
        if (again === undefined) return;
        lists++;
        const without = writeResourceList(
          again,
          ({ source }) =>
            source.text.includes('managed-by') ? { text: undefined, after: [] } : undefined,
          undefined,
        );
        expect(without).toBe(text);
      }),
      { numRuns: 200 },
    );
    expect(lists).toBeGreaterThan(100);
  });

  test('has the items that render makes of each as a document of its own', () => {
    let compared = 0;
    fc.assert(
      fc.property(list, someSettings, (text, settings) => {
        const found = read(text);
        const before = itemsIn(text);
        fc.pre(found !== undefined && before !== undefined);
        const sources = (before as Json[]).map((item, index) => ({
          name: String(index),
          text: JSON.stringify(item),
        }));
        const expected = render(sources, { ...settings, format: 'json' }).output.join('');
        const half = (JSON.parse(expected || '{"items":[]}') as { items: Json[] }).items;
        expect(itemsIn(rendered(text, settings)) ?? []).toEqual(halfOf(half, settings));
        compared++;
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(75);
  });

  test('renders to itself', () => {
    fc.assert(
      fc.property(list, someSettings, (text, settings) => {
        const once = rendered(text, settings);
        expect(rendered(once, settings)).toBe(once);
      }),
      { numRuns: 200 },
    );
  });
});

/** As one List, the other half of a stream keeps what is no Service. */
function halfOf(items: readonly Json[], { split }: Partial<Settings>): readonly Json[] {
  if (split !== 'scaledobjects') return items;
  return items.filter((item) => (item as { kind: string }).kind === 'ScaledObject');
}
