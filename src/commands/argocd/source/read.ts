import { readdirSync } from 'node:fs';
import { quoted } from '../../../diagnostics/quoted.ts';
import {
  chosenSource,
  discover,
  type Source,
  type SourceKind,
} from '../../../gitops/argocd/source.ts';
import type { Usage } from '../../option.ts';
import { readCommand } from './command.ts';
import { readDirectory } from './directory.ts';
import { readChart } from './helm.ts';
import { readKustomization } from './kustomize.ts';
import type { Application, ApplicationSources } from './types.ts';

/** Reads an Application as Argo CD would; the exit code when a program failed, which was then told. */
export async function readSource(
  application: Application,
): Promise<ApplicationSources | Usage | number> {
  const source = sourceOf(application.values.source);
  if ('usage' in source) return source;
  switch (source.kind) {
    case 'directory':
      return readDirectory(application);
    case 'kustomize':
      return await readKustomization(application);
    case 'helm':
      return await readChart(application);
    case 'command':
      return await readCommand(source.words, application);
  }
}

/** What kind of source the folder is now; of a choice that can't be meant, what is found out. */
export function kindHere(text: string | undefined): SourceKind {
  const source = sourceOf(text);
  return 'usage' in source ? discover(fileNames()) : source.kind;
}

/** What the folder is: chosen, or found out. */
function sourceOf(text = 'auto'): Source | Usage {
  const chosen = chosenSource(text);
  if (chosen === undefined) return { kind: discover(fileNames()) };
  return 'wrong' in chosen ? { usage: `--source ${chosen.wrong}, not ${quoted(text)}` } : chosen;
}

function fileNames(): string[] {
  const entries = readdirSync('.', { withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
}
