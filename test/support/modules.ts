import { join } from 'node:path';
import { findProgram } from './programs.ts';

/**
 * The sources of what tests run beside revcast, such as its CustomResourceDefinitions, or undefined.
 * `.ci/build-programs` puts them beside the programs.
 */
export function findModule(
  name: 'argo-cd' | 'kustomize-controller' | 'source-controller' | 'helm-controller',
): string | undefined {
  return findProgram(join('modules', name));
}
