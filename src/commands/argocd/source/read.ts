import { readdirSync } from 'node:fs';
import { quoted } from '../../../diagnostics/quoted.ts';
import {
  chosenSource,
  discover,
  type Source,
  type SourceKind,
} from '../../../gitops/argocd/source.ts';
import type { Usage } from '../../option.ts';
import { suggestion } from '../../suggest.ts';
import { readCommand } from './command.ts';
import { readDirectory } from './directory.ts';
import { readChart } from './helm.ts';
import { readKustomization } from './kustomize.ts';
import type { Application, ApplicationSources } from './types.ts';

/** Reads an Application as Argo CD would; the exit code when a program failed, which was then told. */
export async function readSource(
  application: Application,
): Promise<ApplicationSources | Usage | number> {
  const names = fileNames();
  const source = sourceOf(application.values.source, names);
  if ('usage' in source) return source;
  switch (source.kind) {
    case 'directory':
      return readDirectory(application);
    case 'kustomize':
      return await readKustomization(application);
    case 'helm': {
      const isChart = names.includes('Chart.yaml');
      return isChart ? await readChart(application) : noChart(names, application);
    }
    case 'command':
      return await readCommand(source.words, application);
  }
}

/** What kind of source the folder is now; of a choice that can't be meant, what is found out. */
export function kindHere(text: string | undefined): SourceKind {
  const names = fileNames();
  const source = sourceOf(text, names);
  return 'usage' in source ? discover(names) : source.kind;
}

/** What the folder is: chosen, or found out. */
function sourceOf(choice: string | undefined, names: readonly string[]): Source | Usage {
  const text = choice ?? 'auto';
  const chosen = chosenSource(text);
  if (chosen === undefined) return { kind: discover(names) };
  if (!('wrong' in chosen)) return chosen;
  const meant = suggestion(text, ['auto', 'helm', 'kustomize', 'directory']);
  return { usage: `--source ${chosen.wrong}, not ${quoted(text)}${meant}` };
}

/** Why the folder is no chart. Argo CD looks at the end of a name only; helm wants all of it. */
function noChart(names: readonly string[], { values }: Application): Usage {
  const alike = names.find((name) => /chart\.ya?ml$/i.test(name));
  const there = alike === undefined ? '' : `; it has ${quoted(alike)}`;
  if (values.source === 'helm') {
    return { usage: `--source is helm, and the folder has no Chart.yaml${there}` };
  }
  const taken = `the folder is taken for a chart, as by Argo CD, because of ${quoted(alike ?? '')}`;
  return { usage: `${taken}, and has no Chart.yaml: rename it, or give --source directory` };
}

function fileNames(): string[] {
  const entries = readdirSync('.', { withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
}
