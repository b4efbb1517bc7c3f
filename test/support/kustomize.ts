import { execFileSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { findProgram } from './programs.ts';

export const kubectl: string | undefined = findProgram('kubectl');

/** An object of Kubernetes, as far as tests look into it. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: each kind has fields of its own.
  readonly [field: string]: any;
}

/** What `kubectl kustomize` builds of a folder. */
export function built(folder: string): Manifest[] {
  const text = execFileSync(kubectl ?? 'kubectl', ['kustomize', folder]).toString();
  return parseAllDocuments(text).map((document) => document.toJSON());
}

export function find(objects: readonly Manifest[], kind: string, name: string): Manifest {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}
