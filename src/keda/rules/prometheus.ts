import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseDuration } from '../../go/duration.ts';
import { parseBool, parseInt64 } from '../../go/numbers.ts';
import { metadataNumber, missingProblems, unreadable } from './metadata.ts';
import type { Spec, TriggerSpec } from './spec.ts';

/** What KEDA's operator cannot build a scaler of: prometheus triggers. */
export function prometheusProblems({ triggers }: Spec): Problem[] {
  return triggers
    .filter(({ type }) => type === 'prometheus')
    .flatMap((trigger) => [
      ...missingProblems(trigger, ['serverAddress', 'query', 'threshold'], 'RC4204'),
      ...formatProblems(trigger),
      ...thresholdProblems(trigger),
      ...addressProblems(trigger),
      ...authenticationProblems(trigger),
    ]);
}

const isPairs = (text: string): boolean =>
  text.split(',').every((pair) => pair.split('=').length === 2);

/** A duration, or else a whole number of milliseconds. */
function isTimeout(text: string): boolean {
  const duration = parseDuration(text);
  if (duration !== undefined) return duration >= 0n;
  const { value, error } = parseInt64(text);
  return error === undefined && value >= 0;
}

const formats = Object.entries<readonly [(text: string) => boolean, string]>({
  activationThreshold: [(text) => metadataNumber(text) !== undefined, 'a number'],
  ignoreNullValues: [(text) => parseBool(text) !== undefined, 'true or false'],
  unsafeSsl: [(text) => parseBool(text) !== undefined, 'true or false'],
  timeout: [isTimeout, 'a duration such as 30s, or milliseconds'],
  queryParameters: [isPairs, 'key=value, with commas between several'],
  customHeaders: [isPairs, 'key=value, with commas between several'],
});

function formatProblems(trigger: TriggerSpec): Problem[] {
  return formats.flatMap(([key, [isRight, expected]]) => {
    const text = trigger.metadata[key];
    return text === undefined || isRight(text) ? [] : [unreadable(trigger, key, expected)];
  });
}

function thresholdProblems({ metadata: { threshold }, path }: TriggerSpec): Problem[] {
  if (threshold === undefined) return [];
  const value = metadataNumber(threshold);
  const at = [...path, 'metadata', 'threshold'];
  if (value === undefined) {
    return [
      {
        code: 'RC4209',
        path: at,
        message: `KEDA reads no quantities: threshold ${quoted(threshold)} is no number to it`,
        hint: thresholdHint(threshold),
      },
    ];
  }
  // KEDA rounds to thousandths, and the HPA's API refuses a target of zero.
  if (value >= 0.0005) return [];
  return [
    {
      code: 'RC4207',
      path: at,
      message: `threshold is ${threshold}, and an HPA takes only positive targets`,
      hint: 'Raise the target to 1 or more: the extension cuts off decimals.',
    },
  ];
}

/** The extension prints 2000 as `2k`; a target that is no multiple of 1000 stays in digits. */
function thresholdHint(threshold: string): string {
  if (!/^[0-9]+[kMGTPE]$/.test(threshold)) return 'Write it in digits.';
  return 'Add 1 to the target, or set the threshold in digits in revcast.dev/scaled-object.';
}

function addressProblems({ metadata: { serverAddress }, path }: TriggerSpec): Problem[] {
  if (serverAddress === undefined || /^https?:\/\/[^/]/i.test(serverAddress)) return [];
  return [
    {
      code: 'RC4210',
      path: [...path, 'metadata', 'serverAddress'],
      message: `KEDA cannot query ${quoted(serverAddress)}: it is no http or https address`,
      hint: 'Begin the address with http:// or https://.',
    },
  ];
}

const modes: ReadonlySet<string> = new Set(['apiKey', 'basic', 'tls', 'bearer', 'custom', 'oauth']);
const exclusive: ReadonlySet<string> = new Set(['bearer', 'basic', 'oauth']);

function authenticationProblems(trigger: TriggerSpec): Problem[] {
  const { metadata, authentication, path } = trigger;
  const key = metadata.authModes === undefined ? 'authMode' : 'authModes';
  const written = metadata[key];
  if (written === undefined) return [];
  const chosen = written.split(',').map((mode) => mode.trim());
  if (!chosen.every((mode) => modes.has(mode))) {
    return [unreadable(trigger, key, `a list of ${[...modes].join(', ')}`)];
  }
  if (chosen.filter((mode) => exclusive.has(mode)).length > 1) {
    return [unreadable(trigger, key, `only one of ${[...exclusive].join(', ')}`)];
  }
  const bringsKey = chosen.every((mode) => mode === 'apiKey') && metadata.apiKey !== undefined;
  if (authentication !== undefined || bringsKey) return [];
  return [
    {
      code: 'RC4211',
      path: [...path, 'metadata', key],
      message: `${key} is ${quoted(written)}, and there is no authenticationRef to get secrets from`,
      hint: `Add authenticationRef, or delete ${key}.`,
    },
  ];
}
