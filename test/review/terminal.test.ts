import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Paper } from '../../src/review/format/paper.ts';
import { printTerminal } from '../../src/review/format/terminal.ts';
import type { Meaning, Review } from '../../src/review/types.ts';
import { file, reviewed, service, stream } from './reviewed.ts';

const plain: Paper = { width: undefined, color: false, unicode: true };

const key = (name: string): string => `autoscaling.knative.dev/${name}`;
const bounds = { [key('min-scale')]: '1', [key('max-scale')]: '10' };
const query = {
  ...bounds,
  [key('metric')]: 'rps',
  [key('target')]: '5',
  [key('prometheus-query')]: 'sum(rate(http_requests_total[1m]))',
};
const several = stream(
  service('checkout', { ...bounds, [key('window')]: '20s' }),
  service('search', query),
).replace('namespace: shop', 'namespace: market');

function shown(now: string, paper: Partial<Paper> = {}): string {
  return printTerminal(
    reviewed(now),
    [{ name: file, text: now }],
    { ...plain, ...paper },
    {
      all: false,
    },
  );
}

function changed(now: string, before: string, all = false, paper: Partial<Paper> = {}): string {
  const sources = [{ name: file, text: now }];
  return printTerminal(meaning(reviewed(now, before)), sources, { ...plain, ...paper }, { all });
}

/** With the same meanings whatever the change: which ones there are is not the terminal's matter. */
function meaning(review: Review): Review {
  const meanings: Meaning[] = [
    { id: 'grave', level: 'caution', message: 'peaks of load get fewer pods than before' },
    { id: 'other', level: 'info', message: 'a new revision comes' },
  ];
  const services = review.services.map((service) =>
    service.change === undefined || service.change.kind === 'same'
      ? service
      : { ...service, change: { ...service.change, meanings } },
  );
  return { ...review, services };
}

test('each namespace has a table, and all of them have the same columns', () => {
  expect(shown(several)).toMatchInlineSnapshot(`
    "Namespace market  1 Service
    SERVICE   REVISION                  MODE      MIN–MAX  TRIGGERS                                    BEHAVIOUR
    checkout  checkout-00001 (initial)  generate  1–10     cpu 70%                                     up 20 s window
                                                                                                       down 20 s window

    Namespace shop  1 Service
    SERVICE   REVISION                  MODE      MIN–MAX  TRIGGERS                                    BEHAVIOUR
    search    search-00001 (initial)    generate  1–10     prometheus http_requests_total ≤ 5 per pod

    2 Knative Services in 2 namespaces: 2 generate
    "
  `);
});

test('columns that nothing stands in are left out', () => {
  expect(shown(service('web', bounds))).toContain(
    'SERVICE  REVISION             MODE      MIN–MAX  TRIGGERS\n',
  );
});

test('with less room there are fewer columns', () => {
  expect(shown(several, { width: 90 })).toMatchInlineSnapshot(`
    "Namespace market  1 Service
    SERVICE   REVISION          MODE      MIN–MAX  TRIGGERS                   BEHAVIOUR
    checkout  checkout-00001    generate  1–10     cpu 70%                    up 20 s window
                (initial)                                                     down 20 s window

    Namespace shop  1 Service
    SERVICE   REVISION          MODE      MIN–MAX  TRIGGERS                   BEHAVIOUR
    search    search-00001      generate  1–10     prometheus
                (initial)                            http_requests_total ≤ 5
                                                     per pod

    2 Knative Services in 2 namespaces: 2 generate
    "
  `);
  expect(shown(several, { width: 66 })).toMatchInlineSnapshot(`
    "Namespace market  1 Service
    SERVICE            MODE      MIN–MAX  TRIGGERS
    checkout           generate  1–10     cpu 70%
      checkout-00001                      up 20 s window
        (initial)                         down 20 s window

    Namespace shop  1 Service
    SERVICE            MODE      MIN–MAX  TRIGGERS
    search             generate  1–10     prometheus
      search-00001                          http_requests_total ≤ 5
        (initial)                           per pod

    2 Knative Services in 2 namespaces: 2 generate
    "
  `);
});

test('with too little room for columns there is a line for each thing', () => {
  expect(shown(several, { width: 40, unicode: false })).toMatchInlineSnapshot(`
    "Namespace market  1 Service
    checkout
      revision   checkout-00001 (initial)
      mode       generate
      replicas   1-10
      triggers   cpu 70%
      behaviour  up 20 s window
                 down 20 s window

    Namespace shop  1 Service
    search
      revision   search-00001 (initial)
      mode       generate
      replicas   1-10
      triggers   prometheus
                   http_requests_total <= 5
                   per pod

    2 Knative Services in 2 namespaces: 2
      generate
    "
  `);
});

test('a skipped Service has its reason, and a refused one its errors, with the line they are in', () => {
  const faulty = stream(
    service('batch', { [key('class')]: 'kpa.autoscaling.knative.dev' }),
    service('web', { [key('min-scale')]: '5', [key('max-scale')]: '3' }),
  );
  expect(shown(faulty, { width: 80 })).toMatchInlineSnapshot(`
    "Namespace shop  2 Services
    SERVICE  REVISION               MODE     TRIGGERS                       FINDINGS
    batch    batch-00001 (initial)  skipped  class
                                               kpa.autoscaling.knative.dev
    web                             refused  see the errors below           1 error

    error RC2102: autoscaling.knative.dev/max-scale is 3, less than min-scale 5
      --> shop/services.yaml:30:44
       |
    30 |         autoscaling.knative.dev/max-scale: "3"
       |                                            ^
       = Service shop/web,
         spec.template.metadata.annotations["autoscaling.knative.dev/max-scale"]
       = Raise the one or lower the other.

    2 Knative Services in 1 namespace: 1 skipped, 1 refused; 1 error
    "
  `);
});

test('with what was before only what changes is shown, field by field and with what it means', () => {
  const before = stream(service('cart', bounds), several, service('old', bounds));
  const now = stream(service('cart', bounds), several, service('fresh', bounds))
    .replace('max-scale: "10"', 'max-scale: "5"')
    .replace('http_requests_total[1m]', 'http_requests_total[5m]');
  expect(changed(now, before, false, { width: 130 })).toMatchInlineSnapshot(`
    "Namespace shop  4 Services
    SERVICE  CHANGE        REVISION                MODE      MIN–MAX     TRIGGERS
    cart     new revision  cart-00001 (initial)    generate  1–10 → 1–5  cpu 70%
      caution: peaks of load get fewer pods than before
      note: a new revision comes
      ~ spec.maxReplicaCount  10 → 5

    fresh    new           fresh-00001 (initial)   generate  1–10        cpu 70%
      caution: peaks of load get fewer pods than before
      note: a new revision comes

    old      gone          old-00001 (initial)     generate  1–10        cpu 70%
      caution: peaks of load get fewer pods than before
      note: a new revision comes

    search   new revision  search-00001 (initial)  generate  1–10        prometheus http_requests_total ≤ 5 per pod
      caution: peaks of load get fewer pods than before
      note: a new revision comes
      ~ spec.triggers[default-trigger-custom].metadata.query
          - "sum(rate(http_requests_total[1m]))"
          + "sum(rate(http_requests_total[5m]))"

    4 Knative Services in 2 namespaces: 4 generate
    Against main: 1 new, 1 gone, 2 new revisions; 1 Service stays the same
    "
  `);
});

test('a Service that stays the same is shown when all are asked for', () => {
  const text = service('web', bounds);
  expect(changed(text, text)).toBe(
    '1 Knative Service in 1 namespace: 1 generate\nAgainst main: no changes; 1 Service stays the same\n',
  );
  expect(changed(text, text, true)).toMatch(/web {2,}same {2,}web-00001/);
});

test('without Services that is said', () => {
  expect(shown('')).toBe('No Knative Services\n');
});

test('colour says nothing that words do not', () => {
  const faulty = stream(
    several,
    service('web', { [key('min-scale')]: '5', [key('max-scale')]: '3' }),
  );
  const painted = changed(faulty, several, true, { width: 100, color: true });
  expect(painted).toContain('\x1b[1;31m1 error\x1b[0m');
  expect(stripVTControlCharacters(painted)).toBe(changed(faulty, several, true, { width: 100 }));
});

test('what could move the cursor is written as an escape', () => {
  const text = service('web', { ...query, [key('trigger-prometheus-name')]: 'a\x1b[2Jb\u202e' });
  expect(shown(text)).toContain('prometheus a\\u001b[2Jb\\u202e ≤ 5 per pod');
});

test('a setting of the cluster that changes Services is told before the summary', () => {
  const review = {
    ...reviewed(service('web'), service('web')),
    causes: [
      { setting: 'config-autoscaler max-scale', old: '0', new: '10', services: ['shop/web'] },
    ],
  };
  expect(printTerminal(review, [], { ...plain, unicode: false }, { all: false })).toBe(
    [
      'caution: config-autoscaler max-scale 0 -> 10 changes 1 Service that is written as it was',
      '1 Knative Service in 1 namespace: 1 generate',
      'Against main: no changes; 1 Service stays the same',
      '',
    ].join('\n'),
  );
});

test('without Unicode messages have signs of ASCII, and texts of others escapes', () => {
  const [message, hint] = ['1–∞ → 2 × é', 'Raise it.'];
  const finding = { code: 'RC2102', severity: 'error', path: [], message, hint } as const;
  const review = { ...reviewed(''), findings: [finding] };
  expect(printTerminal(review, [], { ...plain, unicode: false }, { all: false })).toContain(
    'error RC2102: 1-no limit -> 2 x \\u00e9\n',
  );
});
