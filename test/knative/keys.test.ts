import { expect, it } from 'vitest';
import { annotation, autoscaling, olderSpelling } from '../../src/knative/keys.ts';

const { minScale, metric } = autoscaling;
const older = 'autoscaling.knative.dev/minScale';

it('finds an annotation in its first spelling that is there', () => {
  expect(annotation({ [older]: '7', [minScale]: '3' }, minScale)).toEqual({
    key: minScale,
    value: '3',
  });
});

it('lets the first spelling win even when its value is empty', () => {
  expect(annotation({ [older]: '7', [minScale]: '' }, minScale)?.value).toBe('');
});

it('finds the older spelling where the first is absent', () => {
  expect(annotation({ [older]: '7' }, minScale)).toEqual({ key: older, value: '7' });
});

it('knows no other spelling of a key that has only one', () => {
  expect(annotation({ 'autoscaling.knative.dev/metricType': 'x' }, metric)).toBeUndefined();
});

it('does not take what every object has for an annotation', () => {
  expect(annotation({}, 'constructor')).toBeUndefined();
});

it('spells every older key as its newer one in camel case', () => {
  for (const [key, old] of Object.entries(olderSpelling)) {
    expect(old).toBe(key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
  }
});
