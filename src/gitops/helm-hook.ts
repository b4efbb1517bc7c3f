import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { extension } from '../knative/keys.ts';
import type { Service } from '../knative/types.ts';

const hook = 'helm.sh/hook';

/**
 * Helm applies hooks before or after everything else, and deletes them by rules of their own. Its
 * annotations are never copied: a generated ScaledObject is an ordinary object of the release.
 */
export function hookProblems({ ownAnnotations }: Service): Problem[] {
  const value = ownAnnotations[hook];
  if (value === undefined) return [];
  return [
    {
      code: 'RC5016',
      path: ['metadata', 'annotations', hook],
      message: `the Service is a hook of Helm's (${quoted(value)}), and its ScaledObject is not: Helm applies and deletes them at different times`,
      hint: `Set ${extension.autoCreate}: "true" in its template: the extension's ScaledObject comes and goes with it.`,
    },
  ];
}
