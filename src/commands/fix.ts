import { quoted } from '../diagnostics/quoted.ts';
import { type Command, command } from './command.ts';
import { fixOptions } from './fix-options.ts';
import { fixSettings } from './fix-settings.ts';
import { clusterOptions } from './input-options.ts';

export const fixCommand: Command = command(
  {
    name: 'fix',
    summary: 'in the cluster: see to it that every revision has its ScaledObject',
    operands: '',
    description: [
      'Watches a cluster, and corrects what a prediction got wrong: every revision that can get',
      'traffic has exactly one ScaledObject. Runs until it is stopped, or with --once until',
      'everything is right. kustomize/ installs it with the rights it needs.',
    ].join('\n'),
  },
  { ...fixOptions, ...clusterOptions },
  async (values, paths, io) => {
    const [path] = paths;
    if (path !== undefined) return { usage: `it reads a cluster and no files: ${quoted(path)}` };
    const settings = fixSettings(values);
    if ('usage' in settings) return settings;
    // Most command lines need no cluster, and start sooner without all that is needed for one.
    const { fix } = await import('../fixer/run.ts');
    const { writeStdout, writeStderr } = io;
    return await fix(settings, { stopped: io.stopSignal(), writeStdout, writeStderr });
  },
);
