import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { codeOf } from '../../../diagnostics/system.ts';
import type { Finding } from '../../../diagnostics/types.ts';
import { isInside } from '../../../gitops/argocd/repository.ts';
import { byBytes } from '../../../gitops/argocd/source.ts';
import { decodeText } from '../../../manifest/decode.ts';
import { failed } from '../../../manifest/source-paths.ts';
import type { SourceText } from '../../../manifest/types.ts';

type Read =
  | { readonly source: SourceText }
  | { readonly finding: Finding }
  | { readonly failure: string }
  | { readonly skipped: true };

/** A file that has this anywhere is none of Argo CD's manifests. */
const skipMarker = '+argocd:skip-file-rendering';

/** The files whose names are those of manifests, in the order in which Argo CD reads them. */
export function manifestPaths(isRecursive: boolean): string[] {
  return [...walk('.', isRecursive)];
}

function* walk(folder: string, isRecursive: boolean): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort(byName);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) {
      if (/\.(?:ya?ml|json|jsonnet)$/.test(entry.name)) yield path;
    } else if (isRecursive) yield* walk(path, true);
  }
}

function byName(a: Dirent, b: Dirent): number {
  return byBytes(a.name, b.name);
}

/** Links are followed inside the repository; what is no file in the end is skipped, as in Argo CD. */
export function readManifestFile(path: string, root: string): Read {
  try {
    const real = realpathSync(path);
    if (!isInside(real, realpathSync(root))) {
      return { failure: `${path}: this link leads out of the repository` };
    }
    if (!statSync(real).isFile()) return { skipped: true };
    const bytes = readFileSync(real);
    if (bytes.includes(skipMarker)) return { skipped: true };
    if (path.endsWith('.jsonnet')) return { failure: noJsonnet(path) };
    return decodeText(path, bytes);
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { skipped: true } : failed(path, error);
  }
}

function noJsonnet(path: string): string {
  const exclude = `leave it out by directory-exclude: '*${basename(path)}'`;
  return `${path}: revcast evaluates no Jsonnet: ${exclude}, or have it rendered by a source command`;
}
