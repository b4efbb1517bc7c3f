import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/json.ts';
import { findModule } from './modules.ts';
import { findProgram } from './programs.ts';
import { ended } from './revcast.ts';

/** Argo CD's command line, in which its own Lua runs. */
export const argocd: string | undefined = findProgram('argocd');

/** Its sources. */
export const argocdFolder: string | undefined = findModule('argo-cd');

/** The manifests that Argo CD is installed from, without its definitions, which are long. */
export function argocdManifests(install: string): string {
  return readFileSync(join(argocdFolder ?? '', 'manifests', `${install}.yaml`), 'utf8')
    .split(/^---\n/m)
    .filter((document) => !document.includes('\nkind: CustomResourceDefinition\n'))
    .join('---\n');
}

export interface Health {
  readonly status: string;
  readonly message: string;
}

/** How healthy Argo CD finds an object, with the settings of a ConfigMap argocd-cm. */
export async function healthOf(object: JsonObject, settings: JsonObject): Promise<Health> {
  const stdout = await withSettings('health', object, settings);
  const [, status, message = ''] = /^STATUS: (\w+)\nMESSAGE: (.*)\n$/s.exec(stdout) ?? [];
  if (status === undefined) throw new Error(stdout);
  return { status, message };
}

/** What Argo CD leaves out when it compares an object, as lines of a diff. */
export async function ignoredOf(object: JsonObject, settings: JsonObject): Promise<string[]> {
  const stdout = await withSettings('ignore-differences', object, settings);
  return stdout.split('\n').filter((line) => /^[<>]/.test(line));
}

async function withSettings(
  what: 'health' | 'ignore-differences',
  object: JsonObject,
  settings: JsonObject,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'revcast-argocd-'));
  const [subject, settingsFile] = [join(folder, 'object.json'), join(folder, 'argocd-cm.json')];
  try {
    writeFileSync(subject, JSON.stringify(object));
    writeFileSync(settingsFile, JSON.stringify(settings));
    const args = ['admin', 'settings', 'resource-overrides', what, subject];
    const run = await ended(argocd ?? 'argocd', [...args, `--argocd-cm-path=${settingsFile}`]);
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
