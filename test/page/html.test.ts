import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { unpackedReview } from '../../src/review/format/html/data.ts';
import { html, scriptJson } from '../../src/review/format/html/markup.ts';
import { pack, unpack } from '../../src/review/format/html/pack.ts';
import { printHtml } from '../../src/review/format/html.ts';
import { allReviews, reviewed, service } from '../review/reviewed.ts';

const template = 'T<!--revcast:title-->C<!--revcast:content-->D<!--revcast:data-->E';
const hostile = '</script><!--revcast:data--><img src=x onerror=alert(1)>\u2028"\'&$&';

describe('what manifests say', () => {
  test('is escaped wherever it stands in HTML', () => {
    expect(html`<a b="${'"\'<>&'}">${[hostile.slice(0, 9), html`<i>`, 1, undefined]}`.markup).toBe(
      '<a b="&quot;&#39;&lt;&gt;&amp;">&lt;/script&gt;<i>1',
    );
    expect(html`${'\u202e\u0000'}`.markup).toBe('\\u202e\\u0000');
  });

  test('ends no script, and is read back as it was', () => {
    const text = scriptJson({ [hostile]: hostile });
    expect(text).not.toMatch(/[<\u2028]/);
    expect(JSON.parse(text)).toEqual({ [hostile]: hostile });
  });

  test('opens no tag and fills no place of the template', () => {
    const query = { 'autoscaling.knative.dev/prometheus-query': hostile };
    const metric = { 'autoscaling.knative.dev/metric': hostile };
    const review = reviewed(
      service(hostile, { ...query, ...metric, 'autoscaling.knative.dev/target': '5' }),
    );
    const page = printHtml({ ...review, against: hostile }, template);
    expect(page).toContain('&lt;img');
    expect(page).not.toMatch(/<img|<\/script|<!--/);
  });
});

test('the data hold every ScaledObject of every case as it is', () => {
  for (const { name, review } of allReviews()) {
    const page = printHtml(review, 'D<!--revcast:data-->E');
    const { services } = unpackedReview(JSON.parse(page.slice(1, -1)));
    const objects = services.map(({ id, scaledObject }) => [id, scaledObject]);
    expect(objects, name).toEqual(
      review.services.map(({ id, scaledObject }) => [id, scaledObject]),
    );
  }
});

test('packing loses nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      expect(unpack(JSON.parse(JSON.stringify(pack(json))))).toEqual(json);
    }),
  );
});

test('packing tells once what occurs again', () => {
  const spec = { triggers: [{ type: 'cpu', metadata: { value: '70' } }] };
  const { values, shapes } = pack([spec, structuredClone(spec), { other: spec }]);
  expect(values).toHaveLength(8);
  expect(shapes).toHaveLength(4);
});
