import { describe, expect, it } from 'vitest';
import { decided } from '../../src/review/decided.ts';
import { findService, findServices } from '../../src/review/explain/select.ts';
import { type Side, sideOf } from '../../src/review/side.ts';

describe('a Service on the command line', () => {
  const shop = sideWith('web', 'a/web', 'a/checkout', 'b/checkout', 'b/mail');

  it.each([
    ['its name, where one has it', 'mail', ['b/mail']],
    ['namespace and name', 'b/checkout', ['b/checkout']],
    ['a name that several have: all of them', 'checkout', ['a/checkout', 'b/checkout']],
    ['the whole id before a name in a namespace', 'web', ['web']],
    ['nothing of another namespace', 'b/web', []],
  ])('is found by %s', (_, name, ids) => {
    expect(findServices(shop, name).map(({ review }) => review.id)).toEqual(ids);
  });

  it.each([
    ['checkout', 'several Services are named "checkout": say which one, a/checkout or b/checkout'],
    ['chekout', 'there is no Service "chekout": did you mean checkout?'],
    ['b/chekout', 'there is no Service "b/chekout": did you mean b/checkout?'],
    [
      'zzzzzz',
      'there is no Service "zzzzzz": there are web, a/checkout, a/web, b/checkout and b/mail',
    ],
  ])('%s is told to be none or several', (name, usage) => {
    expect(findService(shop, name)).toEqual({ usage });
  });

  it('is told of no more than some of many', () => {
    const many = sideWith(...Array.from({ length: 40 }, (_, index) => `n${index}/web`));
    const told = findService(many, 'web');
    expect('usage' in told && told.usage).toMatch(/n0\/web, n1\/web, .*n17\/web or 30 more$/);
  });

  it('is none where there are none', () => {
    expect(findService(sideWith(), 'web')).toEqual({
      usage: 'there is no Service "web": there are no Services at all',
    });
  });
});

function sideWith(...ids: string[]): Side {
  const text = ids.map(manifestOf).join('---\n');
  return sideOf(decided([{ name: 'input.yaml', text }]));
}

function manifestOf(id: string): string {
  const [name, namespace] = id.split('/').reverse();
  const metadata = JSON.stringify({ name, ...(namespace !== undefined && { namespace }) });
  const spec = '{template: {spec: {containers: [{image: a}]}}}';
  return `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: ${metadata}\nspec: ${spec}\n`;
}
