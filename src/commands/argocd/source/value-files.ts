import { existsSync } from 'node:fs';
import { quoted } from '../../../diagnostics/quoted.ts';
import type { Usage } from '../../option.ts';
import { escapeOf, schemeOf } from '../confine.ts';
import { isPattern, matchingFiles } from './glob-files.ts';
import type { Application } from './types.ts';

/**
 * The files with values in the order in which they count, patterns replaced by what they match. A
 * file named explicitly has its place there, and not where a pattern matches it.
 */
export function valueFiles(application: Application): readonly string[] | Usage {
  const { values } = application;
  const names = values['helm-value-files'];
  const explicit = new Set(names.filter((name) => !isPattern(name)));
  const files = new Set<string>();
  for (const name of names) {
    const found = isPattern(name) && schemeOf(name) === undefined ? matchingFiles(name) : [name];
    if (found.length === 0 && !values['helm-ignore-missing-value-files']) {
      return { usage: `no file with values matches ${quoted(name)}` };
    }
    const isMatched = found[0] !== name;
    for (const file of found) {
      const refused = refusedFile(file, application);
      if (refused !== undefined) return { usage: `file with values ${refused}` };
      if (isMatched && explicit.has(file)) continue;
      if (!isLeftOut(file, application)) files.add(file);
    }
  }
  return [...files];
}

/** What is wrong with letting helm read a file or URL. */
export function refusedFile(file: string, { values, repository }: Application): string | undefined {
  const scheme = schemeOf(file);
  if (scheme === undefined) return escapeOf(file, repository);
  const chosen = values['helm-value-file-schemes'];
  const allowed = chosen.length > 0 ? chosen : ['https', 'http'];
  if (allowed.includes(scheme)) return undefined;
  return `${file}: files are not read from ${scheme} URLs, but from ${allowed.join(', ')}`;
}

function isLeftOut(file: string, { values }: Application): boolean {
  if (!values['helm-ignore-missing-value-files'] || schemeOf(file) !== undefined) return false;
  return !existsSync(file);
}
