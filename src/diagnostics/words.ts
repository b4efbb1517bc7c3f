import type { Path } from '../json.ts';
import type { Finding, ObjectRef, Severity } from './types.ts';

/** A path as people write it: `spec.triggers[0].metadata["a.b/c"]`. */
export function pathText(path: Path): string {
  return path.map(stepText).join('').replace(/^\./, '');
}

/** One step of such a path, as it stands behind another: `.spec`, `[0]`, `["a.b/c"]`. */
export function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[A-Za-z_][\w-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

/** `Service team-a/checkout`, as much of it as is known. */
export function objectText({ kind, namespace, name }: ObjectRef): string {
  const full = namespace === undefined ? name : `${namespace}/${name}`;
  return [kind, full].filter((word) => word !== '').join(' ');
}

/** What a finding is about: `Service team-a/checkout (shop/templates/web.yaml)`. */
export function subjectText({ object, origin }: Finding): string {
  if (object === undefined) return origin ?? '';
  return origin === undefined ? objectText(object) : `${objectText(object)} (${origin})`;
}

/** Ends a sentence that has no end yet. */
export function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

/**
 * Manifests are other people's text: what could move the cursor, colour the terminal, reverse the
 * line or start a new one is written as an escape.
 */
export function visible(text: string): string {
  return text.replace(/\p{Cc}|[\u2028-\u202e\u2066-\u2069]/gu, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${hex}`;
  });
}

/** `2 errors, 1 warning`; nothing for nothing. */
export function countText(findings: readonly Finding[]): string {
  const severities: readonly Severity[] = ['error', 'warning'];
  return severities
    .map((severity) => ({
      severity,
      count: findings.filter((f) => f.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severity))
    .join(', ');
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
