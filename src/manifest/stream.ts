import type { Finding, ObjectRef } from '../diagnostics/types.ts';
import { type JsonObject, stringAt } from '../json.ts';
import { readManifests } from './read.ts';
import type { Manifest, SourceText, TextDocument } from './types.ts';

/** One source, split, with the objects in it that concern revcast. */
export interface ReadSource {
  readonly source: SourceText;
  readonly documents: readonly TextDocument[];
}

/** All sources in order: what a rendering starts from. */
export interface Stream {
  readonly sources: readonly ReadSource[];
  readonly manifests: readonly Manifest[];
  readonly findings: readonly Finding[];
}

export function readStream(
  sources: readonly SourceText[],
  concerns: 'revcast' | 'all' = 'revcast',
): Stream {
  const read = sources.map((source) => ({ source, ...readManifests(source, concerns) }));
  return {
    sources: read.map(({ source, documents }) => ({ source, documents })),
    manifests: read.flatMap(({ manifests }) => manifests),
    findings: read.flatMap(({ findings }) => findings),
  };
}

/** Whether an object is of a kind, in any version of its group. */
export function isKind({ apiVersion, kind }: JsonObject, group: string, name: string): boolean {
  return kind === name && typeof apiVersion === 'string' && apiVersion.startsWith(`${group}/`);
}

export function refOf(value: JsonObject): ObjectRef {
  const namespace = stringAt(value, ['metadata', 'namespace']);
  return {
    apiVersion: stringAt(value, ['apiVersion']) ?? '',
    kind: stringAt(value, ['kind']) ?? '',
    ...(namespace === undefined ? {} : { namespace }),
    name: stringAt(value, ['metadata', 'name']) ?? '',
  };
}
