import { parseDocument } from 'yaml';
import type { Parsed, TextProblem } from './text-problem.ts';
import { aliasTargets } from './yaml-aliases.ts';
import { breakProblems } from './yaml-breaks.ts';
import { disputes } from './yaml-disputes.ts';
import { syntaxProblems, templateProblem } from './yaml-errors.ts';
import type { Reading } from './yaml-reading.ts';
import { nodeValue } from './yaml-value.ts';

/**
 * All of YAML, as sigs.k8s.io/yaml takes it, and so kubectl, Argo CD and Flux. The syntax is the
 * `yaml` library's affair; what plain scalars, tags, keys and merge keys mean is decided here.
 */
export function readYaml(text: string): Parsed {
  try {
    const parsed = readTree(text);
    if ('value' in parsed) return parsed;
    const template = templateProblem(text, parsed.problems);
    return template === undefined ? parsed : { problems: [template] };
  } catch (error) {
    if (error instanceof RangeError) return { problems: [tooDeep] };
    throw error;
  }
}

/** The library's functions call themselves for each level, until the stack is full. */
export const tooDeep: TextProblem = {
  code: 'RC1016',
  message: 'the document is nested too deeply to be read',
  hint: 'Flatten the document',
  offset: 0,
};

function readTree(text: string): Parsed {
  const tree = parseDocument(text, {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  if (tree.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION'))
    return { problems: [tooDeep] };
  if (tree.errors.length > 0) return { problems: syntaxProblems(text, tree) };
  const breaks = breakProblems(text, tree);
  if (breaks.length > 0) return { problems: breaks };
  const reading: Reading = {
    text,
    targets: aliasTargets(tree),
    problems: new Map(),
    open: new Set(),
    repeated: 0,
    depth: 0,
  };
  const value = nodeValue(tree.contents, reading);
  const problems = [...disputes(text, tree), ...reading.problems.values()];
  return problems.length > 0 ? { problems } : { value };
}
