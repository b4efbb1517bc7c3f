import { type About, type Command, wrongUsage } from '../command.ts';
import { announcements, currentValue } from './announcement.ts';
import { argocdOptions } from './options.ts';
import { originsOf, repositoryHere } from './values.ts';

const about: About = {
  name: 'argocd parameters',
  summary: "in Argo CD's sidecar: print the parameters that an Application can set",
  operands: '',
  description: [
    "Prints what Argo CD's UI shows as the parameters of an Application: those that make sense",
    'for what is in its folder, with the values that count now. It has the flags of generate.',
  ].join('\n'),
};

/** Fails for nothing that an Application gives, for then its parameters could not be repaired. */
export const argocdParametersCommand: Command = {
  ...about,
  options: argocdOptions,
  run: async (args, io) => {
    const { lookups, misuse } = originsOf(args, repositoryHere(io.environment), io);
    if (misuse[0] !== undefined) return wrongUsage(about, misuse[0], io);
    const { kindHere } = await import('./source/read.ts');
    const source = currentValue('source', argocdOptions.source, lookups) as string | undefined;
    const list = announcements(argocdOptions, kindHere(source), lookups);
    await io.writeStdout([`${JSON.stringify(list, undefined, 2)}\n`]);
    return 0;
  },
};
