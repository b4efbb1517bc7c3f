import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  childName,
  deploymentName,
  generationIn,
  isPinned,
  isRevisionDeploymentOf,
  longestPinnable,
  ownerOfDeployment,
  pinnedName,
  revisionName,
} from '../../src/knative/names.ts';

interface Recorded {
  readonly name: string;
  readonly generation: number;
  readonly revisionName: string;
  readonly deploymentName: string;
}

const recorded: Recorded[] = ['14-revision-name', '15-names', '16-generation'].flatMap((group) =>
  readFileSync(new URL(`../conformance/data/${group}.jsonl`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line)),
);
/** Go pads a negative number behind its sign; no Configuration has one. */
const positive = recorded.filter(({ generation }) => generation >= 0);
const isGiven = ({ name }: Recorded): boolean => name.startsWith('byo');

describe('names as Knative gave them', () => {
  it.each(positive.filter((each) => !isGiven(each)))('revision $revisionName', (each) => {
    expect(revisionName(each.name, each.generation)).toBe(each.revisionName);
  });

  it.each(recorded)('Deployment $deploymentName', (each) => {
    expect(deploymentName(each.revisionName)).toBe(each.deploymentName);
  });
});

const a = (length: number): string => 'a'.repeat(length);
const b = (length: number): string => `-${'b'.repeat(length - 1)}`;

/** Answers of Go's `kmeta.ChildName`. */
const children: readonly (readonly [
  what: string,
  parent: string,
  suffix: string,
  child: string,
])[] = [
  ['fits exactly', a(52), '-deployment', `${a(52)}-deployment`],
  ['is one too long', a(53), '-deployment', `${a(20)}e9e7e260dce84ffa6e0e7eb5fd9d37fc-deployment`],
  ['keeps one character of the parent', a(34), b(30), `a4c660346451b8cf91ef50f4634458d41${b(30)}`],
  ['has no room for its suffix', a(33), b(31), `${a(31)}862331042dd3bc2f5c9fac8dd2c48272`],
  [
    'is filled up with its suffix',
    'asdf',
    `f${'x'.repeat(63)}`,
    `asdf4cc7eccc960bfe6f4182dcc2fcda4fcef${'x'.repeat(26)}`,
  ],
  [
    'loses a dash at its end',
    'ab',
    `${'x'.repeat(28)}-${'y'.repeat(40)}`,
    `ab5cf5d5c12de5c3d3595cf69e97af3e92${'x'.repeat(28)}`,
  ],
];

describe('childName', () => {
  it.each(children)('%s', (_, parent, suffix, child) => {
    expect(childName(parent, suffix)).toBe(child);
  });
});

const names = fc.stringMatching(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
const hashes = fc.stringMatching(/^[0-9a-f]{16}$/);
const generations = fc.integer({ min: 1, max: 9999 });

describe('pinnedName', () => {
  it('stays the same for ever', () => {
    expect(pinnedName('shop', '9f2c1ab37e51d0c4')).toBe('shop-htnxtzxkvc');
  });

  it('keeps within 63 characters and never looks like a generation', () => {
    fc.assert(
      fc.property(names, hashes, (name, hash) => {
        const pinned = pinnedName(name, hash);
        expect(pinned.length <= 63).toBe(name.length <= longestPinnable);
        expect(pinned).toMatch(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
        expect(isPinned(name, pinned)).toBe(true);
        expect(generationIn(name, pinned)).toBeUndefined();
      }),
    );
  });

  it.each([
    'shop-v1',
    'shop-00001',
    'shop-2024-01-31',
    'shop',
    'shop-blue-green',
    'other-bcdfghjklm',
  ])('%s is no pin of shop', (revision) => expect(isPinned('shop', revision)).toBe(false));
});

describe('generationIn', () => {
  it.each([
    ['shop-00001', 1],
    ['shop-99999', 99_999],
    ['shop-100000', 100_000],
    ['shop-0001', undefined],
    ['shop-000001', undefined],
    ['shop-v00001', undefined],
    ['shopping-00001', undefined],
    ['shop-00001-x', undefined],
  ])('%s', (revision, generation) => {
    expect(generationIn('shop', revision)).toBe(generation);
  });
});

describe('a Deployment belongs to the Service', () => {
  const long = 'n'.repeat(57);
  const longest = 'n'.repeat(63);
  it.each([
    ['of any generation', 'shop-00417-deployment', 'shop', true],
    ['of a long name', deploymentName(revisionName(long, 417)), long, true],
    ['of a hashed name', deploymentName(revisionName(longest, 417)), longest, true],
    ['of a pin', 'shop-bcdfghjklm-deployment', 'shop', true],
    ['not of another name', 'shop-00001-deployment', 'sho', false],
    ['not of another long name', deploymentName(revisionName(long, 1)), `${long}n`, false],
    ['not without a suffix', 'shop-deployment', 'shop', false],
    ['not of a plain Deployment', 'shop-worker-deployment', 'shop', false],
    ['not of a plain name', 'shop-00001', 'shop', false],
  ])('%s', (_, deployment, service, expected) => {
    expect(isRevisionDeploymentOf(deployment, service)).toBe(expected);
  });

  it('when the Service names its revisions, by any suffix', () => {
    expect(isRevisionDeploymentOf('shop-v2-deployment', 'shop', true)).toBe(true);
    expect(isRevisionDeploymentOf('shop--deployment', 'shop', true)).toBe(false);
    expect(isRevisionDeploymentOf('shop-v2-deployment', 'sho', true)).toBe(false);
  });

  const tried = positive.filter((each) => !isGiven(each) && each.generation < 10_000);
  it.each(tried)('as Knative named it: $deploymentName', (each) => {
    expect(isRevisionDeploymentOf(each.deploymentName, each.name)).toBe(true);
  });

  it('whatever its name and generation', () => {
    fc.assert(
      fc.property(names, generations, (name, generation) => {
        const deployment = deploymentName(revisionName(name, generation));
        expect(isRevisionDeploymentOf(deployment, name)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('ownerOfDeployment', () => {
  const gives =
    (...giving: string[]): ((service: string) => boolean) =>
    (service) =>
      giving.includes(service);

  it.each([
    ['the only one', 'a-00001-deployment', ['a', 'b'], gives(), 'a'],
    ['the longest name', 'a-b-00001-deployment', ['a', 'a-b'], gives('a', 'a-b'), 'a-b'],
    ['the longest name, listed first', 'a-b-00001-deployment', ['a-b', 'a'], gives('a'), 'a-b'],
    ['one that names its revisions', 'a-b-00001-deployment', ['a', 'c'], gives('a'), 'a'],
    ['nobody', 'a-b-00001-deployment', ['a', 'c'], gives('c'), undefined],
    ['nobody of nobody', 'a-00001-deployment', [], gives(), undefined],
  ])('is %s', (_, deployment, services, givesNames, owner) => {
    expect(ownerOfDeployment(deployment, services, givesNames)).toBe(owner);
  });
});
