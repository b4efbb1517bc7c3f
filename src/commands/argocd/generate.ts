import { type About, type Command, type Io, wrongUsage } from '../command.ts';
import { lockNameOf, withBeside } from '../inputs.ts';
import { readOptions } from '../options.ts';
import { rendered } from '../rendering.ts';
import { escapeOf } from './confine.ts';
import { holdsObject } from './empty.ts';
import { argocdOptions } from './options.ts';
import type { Application } from './source/types.ts';
import { originsOf, repositoryHere } from './values.ts';

const about: About = {
  name: 'argocd generate',
  summary: "in Argo CD's sidecar: print an Application's manifests",
  operands: '',
  description: [
    "Does in an Application's folder what Argo CD would have done without a plugin: builds a",
    'kustomization, templates a chart, or reads a directory. Then renders the result.',
    'An Application gives a flag as a parameter of the same name, or as plugin.env REVCAST_FLAG.',
    'The platform decides by a flag in plugin.yaml, and has defaults in variables of the sidecar.',
  ].join('\n'),
};

export const argocdGenerateCommand: Command = {
  ...about,
  options: argocdOptions,
  run: async (args, io) => {
    const repository = repositoryHere(io.environment);
    const { lookups, problems } = originsOf(args, repository, io.environment);
    const read = problems[0] ?? readOptions(argocdOptions, [], ...lookups);
    if ('usage' in read) return wrongUsage(about, read, io);
    return await generate({ values: read.values, repository, io });
  },
};

async function generate(application: Application): Promise<number> {
  const { values, repository, io } = application;
  for (const name of [lockNameOf(values), ...values['cluster-config']]) {
    const escaped = escapeOf(name, repository);
    if (escaped !== undefined) return failed(escaped, io);
  }
  // Loaded late, so that other commands start without what runs other programs.
  const { readSource } = await import('./source/read.ts');
  const source = await readSource(application);
  if (typeof source === 'number') return source;
  if ('usage' in source) return wrongUsage(about, source, io);
  if (!values['allow-empty'] && source.failures.length === 0 && source.findings.length === 0) {
    const texts = source.sources.map(({ text }) => text);
    if (!holdsObject(texts)) return empty(source.looked, io);
  }
  const inputs = await withBeside(source, values, 'read', io);
  if (typeof inputs === 'number') return inputs;
  const chosen = { onlyGenerated: values['only-generated'] };
  const { output, exitCode } = rendered(inputs, { ...values, host: 'argocd' }, chosen, io);
  if (output === undefined) return exitCode;
  if (exitCode === 0 && !values['allow-empty'] && !holdsObject(output)) {
    return empty('of what was rendered nothing is left to write', io);
  }
  await io.writeStdout(output);
  return exitCode;
}

/** Argo CD would take an empty result for an Application that has no objects any more. */
function empty(looked: string, io: Io): number {
  const otherwise = '--allow-empty, or the parameter allow-empty, lets that pass';
  io.writeStderr(`revcast: ${looked}: there is no object; ${otherwise}\n`);
  return 1;
}

function failed(failure: string, io: Io): number {
  io.writeStderr(`revcast: ${failure}\n`);
  return 4;
}
