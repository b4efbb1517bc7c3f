import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { globExpression } from '../../src/gitops/argocd/glob.ts';

interface Recorded {
  readonly pattern: string;
  readonly error?: true;
  readonly matches?: readonly string[];
}

/** The texts, and for each pattern those that gobwas/glob v0.2.3, which Argo CD 3.5 has, matches. */
const [texts = [], ...patterns] = readFileSync('test/argocd/globs.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line)) as [string[], ...Recorded[]];

test.each(patterns)(
  '$pattern matches what it matches in Argo CD',
  ({ pattern, error, matches = [] }) => {
    const expression = globExpression(pattern);
    if (!(expression instanceof RegExp)) return expect(error, expression.wrong).toBe(true);
    expect(error).toBeUndefined();
    expect(texts.filter((text) => expression.test(text))).toEqual(matches);
  },
);
