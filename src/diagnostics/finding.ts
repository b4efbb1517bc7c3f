import { locate } from '../manifest/locate.ts';
import { originOf } from '../manifest/origin.ts';
import { refOf } from '../manifest/stream.ts';
import type { Manifest } from '../manifest/types.ts';
import { severityOf } from './codes.ts';
import type { Finding, Problem } from './types.ts';

/** A problem, and the object it is about. */
export interface Located {
  readonly manifest: Manifest;
  readonly problem: Problem;
}

export function locatedIn(manifest: Manifest, problems: readonly Problem[]): Located[] {
  return problems.map((problem) => ({ manifest, problem }));
}

/** The finding users get to see: with severity, object, origin, file, line and column. */
export function findingOf({ manifest, problem }: Located): Finding {
  const path = [...manifest.at, ...problem.path];
  return {
    ...problem,
    severity: severityOf(problem.code),
    object: refOf(manifest.value),
    ...originOf(manifest.document, manifest.value),
    source: locate(manifest.document, path, problem.offset),
  };
}

export function hasError(located: readonly Located[]): boolean {
  return located.some(({ problem }) => severityOf(problem.code) === 'error');
}
