import { type Code, codes } from '../../../diagnostics/codes.ts';
import type { CodeEntry, Severity } from '../../../diagnostics/types.ts';
import type { JsonObject } from '../../../json.ts';

export const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** How GitHub calls them, for its filters. */
const githubSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** What the first digit of a code stands for. */
const areas: Readonly<Record<string, string>> = {
  RC1: 'input',
  RC2: 'knative',
  RC3: 'extension',
  RC4: 'keda',
  RC5: 'scaledobject',
  RC6: 'prediction',
};

export function ruleOf(code: Code): JsonObject {
  const { severity, title }: CodeEntry = codes[code];
  const area = areas[code.slice(0, 3)];
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: `${title}.` },
    help: { text: `The page "Diagnostics" of revcast's documentation lists ${code}.` },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      'problem.severity': githubSeverities[severity],
      ...(area !== undefined && { tags: [area] }),
    },
  };
}
