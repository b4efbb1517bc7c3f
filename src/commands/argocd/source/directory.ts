import { quoted } from '../../../diagnostics/quoted.ts';
import { faultsOf } from '../../../gitops/argocd/faults.ts';
import { globExpression } from '../../../gitops/argocd/glob.ts';
import { isUnrelated } from '../../../gitops/argocd/unrelated.ts';
import { identity } from '../../../manifest/source-paths.ts';
import { lockNameOf } from '../../inputs.ts';
import type { Usage } from '../../option.ts';
import type { ArgocdValues } from '../options.ts';
import { tell } from '../tell.ts';
import { manifestPaths, readManifestFile } from './directory-files.ts';
import type { Application, ApplicationSources } from './types.ts';

/** A plain folder, as Argo CD's directory source has it. The lock file is never input. */
export function readDirectory({ values, repository, io }: Application): ApplicationSources | Usage {
  const include = globOf(values, 'directory-include');
  const exclude = globOf(values, 'directory-exclude');
  if ('usage' in include) return include;
  if ('usage' in exclude) return exclude;
  const lock = identity(lockNameOf(values));
  const reads = manifestPaths(values['directory-recurse'])
    .filter((path) => include.glob?.test(path) ?? true)
    .filter((path) => !exclude.glob?.test(path) && identity(path) !== lock)
    .map((path) => readManifestFile(path, repository.root));
  const sources = reads.flatMap((read) => ('source' in read ? [read.source] : []));
  const unrelated = sources.filter(isUnrelated);
  if (unrelated.length > 0 && !values.quiet && values.diagnostics === 'text') {
    const names = unrelated.map(({ name }) => name).join(', ');
    tell(`left out, as Argo CD does, for they are no manifests: ${names}`, io);
  }
  const manifests = sources.filter((source) => !unrelated.includes(source));
  const unread = reads.flatMap((read) => ('finding' in read ? [read.finding] : []));
  return {
    sources: manifests,
    findings: [...unread, ...manifests.flatMap(faultsOf)],
    failures: reads.flatMap((read) => ('failure' in read ? [read.failure] : [])),
    looked: lookedAt(values),
  };
}

function globOf(
  values: ArgocdValues,
  name: 'directory-include' | 'directory-exclude',
): { readonly glob?: RegExp } | Usage {
  const pattern = values[name];
  if (pattern === undefined) return {};
  const glob = globExpression(pattern);
  if (glob instanceof RegExp) return { glob };
  return { usage: `--${name} is a glob, not ${quoted(pattern)}: ${glob.wrong}` };
}

/** Which files were looked at. */
function lookedAt(values: ArgocdValues): string {
  const { 'directory-include': include, 'directory-exclude': exclude } = values;
  const matching = include === undefined ? '' : `, matching ${include}`;
  const but = exclude === undefined ? '' : `, not matching ${exclude}`;
  const below = values['directory-recurse']
    ? ' and those below it'
    : ' (directory-recurse reads those below it, too)';
  return `in the *.yaml, *.yml and *.json files of the folder${below}${matching}${but}`;
}
