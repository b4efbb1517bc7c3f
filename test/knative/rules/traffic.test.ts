import { expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { defaultCluster } from '../../../src/knative/cluster.ts';
import { knativeProblems } from '../../../src/knative/rules.ts';
import { foundIn, serviceOf, serviceValue } from '../fixtures.ts';

const latest = { latestRevision: true };

test.each<[title: string, traffic: Json, found: string[]]>([
  ['none', null, []],
  ['an empty list', [], []],
  ['all to the latest revision', [{ percent: 100, ...latest }], []],
  ['all to the latest revision, unsaid', [{ percent: 100 }], []],
  [
    'a split',
    [
      { percent: 90, ...latest },
      { percent: 10, revisionName: 'web-00001' },
    ],
    [],
  ],
  ['a tag without a share', [{ percent: 100 }, { tag: 'next', ...latest }], []],
  ['too little', [{ percent: 90 }], ['RC2301 spec/traffic']],
  ['nothing', [{ ...latest }], ['RC2301 spec/traffic']],
  [
    'a negative share',
    [{ percent: 150 }, { percent: -50, revisionName: 'web-00001' }],
    ['RC2301 spec/traffic/0/percent', 'RC2301 spec/traffic/1/percent'],
  ],
  [
    'the latest revision with a name',
    [{ percent: 100, revisionName: 'web-00001', ...latest }],
    ['RC2302 spec/traffic/0/latestRevision'],
  ],
  [
    'neither the latest revision nor a name',
    [{ percent: 100, latestRevision: false }],
    ['RC2302 spec/traffic/0/latestRevision'],
  ],
  [
    'a name with latestRevision false',
    [{ percent: 100, revisionName: 'a', latestRevision: false }],
    [],
  ],
  [
    'an impossible name',
    [{ percent: 100, revisionName: 'a b' }],
    ['RC2302 spec/traffic/0/revisionName'],
  ],
  [
    'a Configuration',
    [{ percent: 100, configurationName: 'web' }],
    ['RC2303 spec/traffic/0/configurationName'],
  ],
  ['a URL', [{ percent: 100, url: 'http://web' }], ['RC2303 spec/traffic/0/url']],
  ['a malformed tag', [{ percent: 100, tag: 'Next' }], ['RC2304 spec/traffic/0/tag']],
  [
    'one tag twice',
    [
      { percent: 100, tag: 'a' },
      { percent: 0, tag: 'a' },
    ],
    ['RC2304 spec/traffic/1/tag'],
  ],
])('traffic: %s', (_, traffic, found) => {
  const value = serviceValue(traffic === null ? {} : { spec: { traffic } });
  expect(foundIn(value)).toEqual(found);
});

test.each<[target: Json, message: string]>([
  [
    { percent: 100, latestRevision: false },
    'latestRevision is false, but the target names no revision',
  ],
  [
    { percent: 100, latestRevision: true, revisionName: 'web-00001' },
    'latestRevision is true, but the target names the revision "web-00001"',
  ],
])('what contradicts itself is said: %j', (target, message) => {
  const service = serviceOf(serviceValue({ spec: { traffic: [target] } }));
  expect(knativeProblems(service, defaultCluster).map((problem) => problem.message)).toEqual([
    message,
  ]);
});
