import { type About, type Command, type Io, wrongUsage } from '../command.ts';
import { lockNameOf, withBeside } from '../inputs.ts';
import { readOptions } from '../options.ts';
import { rendered } from '../rendering.ts';
import { escapeOf } from './confine.ts';
import { holdsObject } from './empty.ts';
import { type ArgocdValues, argocdOptions } from './options.ts';
import type { Application } from './source/types.ts';
import { tell } from './tell.ts';
import { originsOf, repositoryHere } from './values.ts';

const about: About = {
  name: 'argocd generate',
  summary: "in Argo CD's sidecar: print an Application's manifests",
  operands: '',
  description: [
    "Does in an Application's folder what Argo CD would have done without a plugin: builds a",
    'kustomization, templates a chart, or reads a directory. Then renders the result.',
    'Flags decide for the platform, and its variables are defaults; between the two are the',
    'parameters of an Application, called like the flags, and its plugin.env.',
  ].join('\n'),
};

export const argocdGenerateCommand: Command = {
  ...about,
  options: argocdOptions,
  run: async (args, io) => {
    const repository = repositoryHere(io.environment);
    const { lookups, misuse, problems } = originsOf(args, repository, io);
    if (misuse[0] !== undefined) return wrongUsage(about, misuse[0], io);
    for (const { usage } of problems) tell(usage, io);
    if (problems.length > 0) return 2;
    const read = readOptions(argocdOptions, [], ...lookups);
    if ('usage' in read) return failed(2, read.usage, io);
    return await generate({ values: read.values, repository, io });
  },
};

async function generate(application: Application): Promise<number> {
  const { values, repository, io } = application;
  for (const name of [lockNameOf(values), ...values['cluster-config']]) {
    const escaped = escapeOf(name, repository);
    if (escaped !== undefined) return failed(4, escaped, io);
  }
  // Loaded late, so that other commands start without what runs other programs.
  const { readSource } = await import('./source/read.ts');
  const source = await readSource(application);
  if (typeof source === 'number') return source;
  if ('usage' in source) return failed(2, source.usage, io);
  const texts = source.sources.map(({ text }) => text);
  const isRead = source.failures.length === 0 && source.findings.length === 0;
  if (isRead && isRefused(texts, values)) return failed(1, empty(source.looked), io);
  const inputs = await withBeside(source, values, 'read', io);
  if (typeof inputs === 'number') return inputs;
  const chosen = { onlyGenerated: values['only-generated'] };
  const { output, exitCode } = rendered(inputs, { ...values, host: 'argocd' }, chosen, io);
  if (output === undefined || exitCode !== 0) return exitCode;
  if (isRefused(output, values)) return failed(1, empty('in what is left to write'), io);
  await io.writeStdout(output);
  return 0;
}

/** Argo CD would take an empty result for an Application that has no objects any more. */
function isRefused(texts: readonly string[], values: ArgocdValues): boolean {
  return !values['allow-empty'] && !holdsObject(texts);
}

function empty(looked: string): string {
  const otherwise = 'with allow-empty Argo CD deletes what the Application has on the cluster';
  return `there is no object ${looked}; ${otherwise}`;
}

function failed(exitCode: number, failure: string, io: Io): number {
  tell(failure, io);
  return exitCode;
}
