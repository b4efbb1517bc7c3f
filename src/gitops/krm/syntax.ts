import { Composer, Parser } from 'yaml';
import { plural } from '../../diagnostics/words.ts';
import type { Layout } from '../../manifest/layout.ts';
import { layoutOfToken } from '../../manifest/layout-tokens.ts';
import type { TextProblem } from '../../manifest/text-problem.ts';
import { tooDeep } from '../../manifest/yaml.ts';
import { syntaxProblems } from '../../manifest/yaml-errors.ts';

/**
 * The places in a text of one document, or what is wrong with its syntax. Values are not looked at:
 * a number that JSON cannot hold, say, is none of the list's business.
 */
export function readSyntax(
  text: string,
): { readonly root: Layout | undefined } | { readonly problems: readonly TextProblem[] } {
  try {
    return readTokens(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problems: [tooDeep] };
  }
}

function readTokens(text: string): ReturnType<typeof readSyntax> {
  const tokens = [...new Parser().parse(text)];
  const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false } as const;
  const trees = [...new Composer(options).compose(tokens)];
  const errors = trees.flatMap((tree) => tree.errors);
  if (errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return { problems: [tooDeep] };
  const broken = trees.find(({ errors }) => errors.length > 0);
  if (broken !== undefined) return { problems: syntaxProblems(text, broken) };
  if (trees.length > 1) {
    const message = `one document is expected, and there are ${plural(trees.length, 'document')}`;
    const hint = 'Put all objects into one ResourceList, or use revcast render';
    const offset = trees[1]?.range[0] ?? 0;
    return { problems: [{ code: 'RC1801', message, hint, offset }] };
  }
  const token = tokens.find((each) => each.type === 'document');
  if (token?.type !== 'document' || token.value === undefined) return { root: undefined };
  return {
    root: layoutOfToken({ base: 0, depth: 0 }, token.value, token.start, token.value.offset),
  };
}
