import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, fenced, htmlCode, prose } from '../../src/review/format/markdown/escape.ts';
import { printMarkdown } from '../../src/review/format/markdown.ts';
import type { Meaning, Review } from '../../src/review/types.ts';
import { allReviews, reviewed, service, stream } from './reviewed.ts';

const scale = 'autoscaling.knative.dev/max-scale';

describe('the comment on a pull request', () => {
  const before = stream(
    service('changed', { [scale]: '10' }),
    service('gone'),
    service('same', { [scale]: '4' }),
  );
  const now = stream(
    service('changed', { [scale]: '20' }),
    service('new', { [scale]: '3' }),
    service('same', { [scale]: '4' }),
  );
  const text = printMarkdown(reviewed(now, before));

  it('starts with the mark that a bot finds it by, and what changes', () => {
    expect(text.split('\n').slice(0, 5)).toEqual([
      '<!-- revcast review -->',
      '### What changes in scaling against `main`',
      '',
      '1 Service rolls out, 1 is new, 1 is gone, 1 stays the same.',
      '',
    ]);
  });

  it('has a row for each Service that changes, old and new', () => {
    const rows = text.split('\n').filter((line) => /^\|.*`shop\//.test(line));
    expect(rows.map((row) => row.replace('⚠️ ', ''))).toEqual([
      '| `shop/changed` | new revision | `changed-00001` | 1–10 → 1–20 | `cpu 70%` |',
      '| `shop/gone` | gone | `gone-00001` | 1–∞ | `cpu 70%` |',
      '| `shop/new` | new | `new-00001` | 1–3 | `cpu 70%` |',
    ]);
  });

  it('folds each field, and the difference of the YAML', () => {
    const details = text.slice(text.indexOf('<details><summary><code>shop/changed'));
    expect(details).toContain('| `spec.maxReplicaCount` | `10` | `20` |');
    expect(details).toMatch(/```diff\n@@ -\d+,\d+ \+\d+,\d+ @@\n/);
    expect(details).toContain('\n-  maxReplicaCount: 10\n+  maxReplicaCount: 20\n');
  });

  it('shows the YAML of what is new or gone as it is', () => {
    for (const name of ['new', 'gone']) {
      const details = text.slice(text.indexOf(`<summary><code>shop/${name}`));
      expect(details.slice(0, details.indexOf('</details>'))).toContain(
        '```yaml\napiVersion: keda',
      );
    }
  });

  it('says that nothing changes', () => {
    const lines = printMarkdown(reviewed(before, before)).split('\n');
    expect(lines.slice(3)).toEqual(['3 Services stay the same.', '']);
  });

  it('has cautions before all else, of many like ones three', () => {
    const lines = printMarkdown(cautious(60)).split('\n');
    expect(lines.slice(5, 8)).toEqual([
      '- ⚠️ `shop/web-0`: fewer Pods',
      '- ⚠️ `shop/web-1`: fewer Pods',
      '- ⚠️ `shop/web-10`: fewer Pods',
    ]);
    expect(lines[8]).toMatch(/^- ⚠️ the like of 57 more Services: `shop\/web-11`, .*, 37 more$/);
    expect(lines[9]).toBe('');
  });

  it('tells which settings of the cluster change Services', () => {
    const causes = [{ setting: 'config-autoscaler x', old: 1, new: '|', services: ['shop/same'] }];
    expect(printMarkdown({ ...reviewed(before, before), causes })).toContain(
      '- `config-autoscaler x` `1` → <code>&#34;&#124;&#34;</code> changes 1 Service: `shop/same`\n',
    );
  });

  it('shows errors and what is found about changes, and folds other findings', () => {
    const old = service('old', { 'autoscaling.knative.dev/max-scal': '3' });
    const fresh = service('fresh', { 'autoscaling.knative.dev/min-scal': '3' });
    const wrong = service('wrong', { 'autoscaling.knative.dev/target': '70%' });
    const comment = printMarkdown(reviewed(stream(old, fresh, wrong), stream(old, wrong)));
    const [open = '', folded = ''] = comment.split('<summary>1 warning on what does not change');
    expect(open).toMatch(
      /- ❌ \*\*error RC2107\*\* `shop\/services.yaml:\d+` Service shop\/wrong: /,
    );
    expect(open).toMatch(/- ⚠️ \*\*warning RC2701\*\* .*min-scal is/);
    expect(folded).toMatch(/- ⚠️ \*\*warning RC2701\*\* .*max-scal is/);
  });
});

describe('findings', () => {
  const zero = 'autoscaling.knative.dev/metric';
  const warned = { [zero]: 'memory', 'autoscaling.knative.dev/target': '200' };
  const now = stream(
    service('wrong', { [scale]: 'many' }),
    service('changed', { ...warned, [scale]: '20' }),
    service('same', { ...warned, [scale]: '4' }),
  );
  const before = stream(service('changed', warned), service('same', { ...warned, [scale]: '4' }));

  it('stand where their weight has them: errors first, what was there before last and folded', () => {
    const text = printMarkdown(reviewed(now, before));
    const places = [
      '#### Errors\n\n- ❌',
      '| Service | Change |',
      '<details><summary>1 warning on what changes</summary>',
      '<details><summary><code>shop/changed',
      '<details><summary>1 warning on what does not change</summary>',
    ].map((part) => text.indexOf(part));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('are one fold where nothing is compared', () => {
    const text = printMarkdown(reviewed(now));
    expect(text).toContain('<details><summary>2 warnings</summary>');
    expect(text).not.toContain('what changes');
  });
});

describe('a Service', () => {
  const fine = service('web', { [scale]: '10' });

  it.each([
    [
      'that gets errors',
      service('web', { [scale]: 'x' }),
      'generate → refused',
      '1 Service has errors',
    ],
    [
      'that is skipped',
      fine.replace('hpa.auto', 'kpa.auto'),
      'generate → skipped',
      '1 Service rolls',
    ],
  ])('%s says so, and has no old YAML as if it were there', (_, now, mode, summary) => {
    const text = printMarkdown(reviewed(now, fine));
    expect(text.split('\n')[3]?.startsWith(summary)).toBe(true);
    expect(text).toMatch(new RegExp(`^\\| .*\`shop/web\` \\| .*${mode}`, 'm'));
    expect(text).not.toContain('```yaml');
    expect(text).not.toMatch(/^ {2}maxReplicaCount/m);
  });
});

describe('the comment without anything to compare with', () => {
  it('has a table for each namespace, with all Services', () => {
    const elsewhere = service('web').replace('namespace: shop', 'namespace: blog');
    const text = printMarkdown(reviewed(stream(service('web'), elsewhere, service('api'))));
    expect(text.match(/^(#### .*|\| `.*)$/gm)).toEqual([
      '#### `blog`',
      '| `web` | generate | `web-00001` initial | 1–∞ | `cpu 70%` |  |',
      '#### `shop`',
      '| `api` | generate | `api-00001` initial | 1–∞ | `cpu 70%` |  |',
      '| `web` | generate | `web-00001` initial | 1–∞ | `cpu 70%` |  |',
    ]);
    expect(text).toContain('3 Knative Services in 2 namespaces: 3 generate.');
  });
});

describe('a comment that would be too long', () => {
  it.each([
    ['with a change', true],
    ['without', false],
  ])('leaves out details and then rows, and says how many: %s', (_, isCompared) => {
    const names = Array.from({ length: 900 }, (_, index) => `${'w'.repeat(50)}-${index}`);
    const all = (max: string): string =>
      stream(...names.map((name) => service(name, { [scale]: max })));
    const text = printMarkdown(reviewed(all('9'), isCompared ? all('8') : undefined));
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text.length).toBeGreaterThan(60_000);
    const rows = text.match(/^\| .*`.*w-\d+`/gm)?.length ?? 0;
    expect(text).toContain(`\n${900 - rows} more Services have no room in a comment.\n`);
    expect(text).toContain('\nThe details of 900 Services have no room in a comment.\n');
  });

  it('keeps what matters', () => {
    const review = cautious(900, 'web-77');
    const text = printMarkdown(review);
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text).toContain('<summary><code>shop/web-77</code>');
    expect(text).toMatch(/The details of \d+ Services have no room/);
  });

  it('leaves out whole findings', () => {
    const [finding] = reviewed(
      service('web', { 'autoscaling.knative.dev/target': '70%' }),
    ).findings;
    const findings = Array.from({ length: 900 }, () => finding).flatMap((one) => one ?? []);
    const text = printMarkdown({ ...reviewed(service('web')), findings });
    expect(text.length).toBeLessThan(20_000);
    const shown = text.match(/^- ❌ .*correct the value\.$/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(10);
    expect(text).toContain(`\n${900 - shown} more findings have no room in a comment.\n`);
  });
});

describe('texts of others in Markdown', () => {
  // What GitHub makes of them was looked at with its parser, cmark-gfm.
  it.each([
    ['a|b', 'a&#124;b'],
    [
      '*a* _b_ `c` ~~d~~',
      '&#42;a&#42; &#95;b&#95; &#96;c&#96; &#126;&#8203;&#126;&#8203;d&#126;&#8203;&#126;',
    ],
    ['</details><b>', '&#60;/details&#62;&#60;b&#62;'],
    ['[x](y)', '&#91;x&#93;(y)'],
    ['ask @team', 'ask @&#8203;team'],
    ['#12, GH-12, !12', '#&#8203;12, GH-&#8203;12, !&#8203;12'],
    ['http://a.b www.a.b', 'http:&#8203;//a.b www&#8203;.a.b'],
    ['me@a.b', 'me@&#8203;a.b'],
    ['$x$', '<span>&#36;</span>&#8203;x<span>&#36;</span>'],
    ['a\nb\r\u202ec', 'a&#92;u000ab&#92;u000d&#92;u202ec'],
    ['&amp;', '&#38;&#8203;amp;'],
  ])('are shown as they are: %j', (text, shown) => {
    expect(prose(text)).toBe(shown);
  });

  it.each([
    ['a b', '`a b`'],
    ['http://a.b', '`http://a.b`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['`a`', '<code>&#96;a&#96;</code>'],
    ['a\\', '<code>a&#92;</code>'],
    [' a', '<code> a</code>'],
    ['a ', '<code>a </code>'],
    ['', '<code></code>'],
    ['a\n|', '<code>a&#92;u000a&#124;</code>'],
    ['@team', '<code>&#64;&#8203;team</code>'],
    ['@a|b', '<code>&#64;&#8203;a&#124;b</code>'],
  ])('are code: %j', (text, shown) => {
    expect(code(text)).toBe(shown);
  });

  it('can not leave a line, a cell or a tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(prose(text).replaceAll('<span>&#36;</span>', '')).not.toMatch(/[\n\r|<>`*[\]\\]/);
        expect(htmlCode(text)).toMatch(/^<code>[^\n\r|<>`*[\]\\]*<\/code>$/);
        expect(code(text)).toMatch(/^(`[^`\n\r|\\@]+`|<code>[^\n\r|<>`*[\]\\]*<\/code>)$/);
      }),
    );
  });

  it('can not end a fence', () => {
    const lines = ['```', 'a', '`````', '</details>'];
    expect(fenced('diff', `${lines.join('\n')}\n`)).toBe(
      ['``````diff', ...lines, '``````', ''].join('\n'),
    );
  });

  it.each(allReviews())('leave tables and folds whole: $name', ({ review }) => {
    const text = printMarkdown(review);
    const outside = text.replace(/^(`{3,})\w+\n.*?\n\1$/gms, '');
    const rows = outside.split('\n').filter((line) => line.startsWith('|'));
    for (const row of rows) expect([4, 6, 7]).toContain(row.split('|').length - 1);
    expect(outside.match(/<details>/g) ?? []).toHaveLength(
      outside.match(/<\/details>/g)?.length ?? 0,
    );
    expect(outside).not.toContain('```');
    expect(text.length).toBeLessThanOrEqual(65_000);
  });
});

/** So many Services that change, all of them or one of them with a caution. */
function cautious(count: number, only?: string): Review {
  const names = Array.from({ length: count }, (_, index) => `web-${index}`);
  const text = stream(...names.map((name) => service(name)));
  const review = reviewed(text, text);
  const meanings: Meaning[] = [{ id: 'fewer', level: 'caution', message: 'fewer Pods' }];
  const services = review.services.map((one) => ({
    ...one,
    change: {
      kind: 'revision' as const,
      fields: [],
      meanings: only === undefined || one.name === only ? meanings : [],
    },
  }));
  return { ...review, services };
}
