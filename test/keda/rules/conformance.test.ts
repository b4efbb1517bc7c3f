import { describe, expect, it } from 'vitest';
import { kedaProblems } from '../../../src/keda/rules.ts';
import { type Measured, readGroups } from '../../conformance/cases.ts';
import { isError, told } from './objects.ts';

/** ScaledObjects that the extension makes, and the API server or KEDA's webhook is sure to refuse. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'RC4001: a trigger without metadata': ['e-meta-null'],
  'RC4001, RC4003: a trigger without metadata and type': [
    ...['e-empty-obj', 'e-null-elem', 'e-custom-notarget-empty-obj'],
  ],
  'RC4003, RC4110: a metric type that scaling modifiers do not have': ['sm-metrictype-bogus'],
  'RC4005: no triggers': [
    ...['o-empty-obj', 'o-null', 'o-no-spec', 'o-min-only', 'o-max-only', 'o-max-zero', 'o-status'],
    ...['o-unknown', 'o-triggers-null', 'o-kind-other', 'o-fallback-behavior'],
  ],
  'RC4103: only cpu triggers, and no minimum': [
    ...['o-partial', 'o-bounds', 'o-bounds-camel', 'k-override'],
    'o-long-name-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ],
  'RC4106: two triggers of one name': ['e-name-dup-default'],
  'RC4109, RC4110: a formula without target, over names that no trigger has': ['sm-partial'],
  'RC4110: a formula over names that no trigger has': ['sm-ok', 'sm-case', 'sm-lt', 'sm-full'],
};

const accepted: readonly Measured[] = readGroups()
  .flatMap(({ measured }) => measured)
  .filter(({ webhookErrors, error }) => webhookErrors.length === 0 && error === null);

describe('a ScaledObject that the extension makes', () => {
  it.each(Object.entries(refused))('is refused for %s', (why, names) => {
    const codes = why.slice(0, why.indexOf(':')).split(', ');
    for (const name of names) {
      const made = accepted.filter((measured) => measured.name === name);
      const errors = made.flatMap((it) => kedaProblems(it.scaledObject ?? {}).filter(isError));
      expect([...new Set(errors.map(({ code }) => code))].sort(), name).toEqual(codes);
    }
  });

  it('is refused for nothing else', () => {
    const listed = new Set(Object.values(refused).flat());
    const others = accepted.filter(({ name, scaledObject }) => scaledObject && !listed.has(name));
    expect(others.length).toBeGreaterThan(300);
    for (const { name, scaledObject } of others) {
      expect(kedaProblems(scaledObject ?? {}).filter(isError), name).toEqual([]);
    }
  });

  it('of everyday Services has nothing to be told of', () => {
    const [everyday] = readGroups().filter(({ name }) => name === '21-realistic');
    const made = (everyday?.measured ?? []).flatMap(({ scaledObject }) =>
      scaledObject === null ? [] : [scaledObject],
    );
    expect(made).not.toEqual([]);
    expect(made.flatMap((scaledObject) => told(kedaProblems(scaledObject)))).toEqual([]);
  });
});
