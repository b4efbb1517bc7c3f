import { quoted } from '../diagnostics/quoted.ts';
import { type Address, readAddress } from '../fixer/run/address.ts';
import type { FixSettings } from '../fixer/run/settings.ts';
import { hour, parseDuration, second } from '../go/duration.ts';
import type { fixOptions } from './fix-options.ts';
import type { clusterOptions } from './input-options.ts';
import type { Usage, Values } from './option.ts';

type Flag = keyof typeof fixOptions;

/** Milliseconds: an API server that has just started knows its own rules after some seconds. */
const refusalsBorne = 15_000;

/** What the flags ask for. */
export function fixSettings(
  values: Values<typeof fixOptions & typeof clusterOptions>,
): FixSettings | Usage {
  const { kubeconfig, context, namespace, selector, once } = values;
  if (once && values['dry-run']) {
    return { usage: "--dry-run writes nothing, and can't go with --once" };
  }
  const read = allOf({
    shards: readNumber('shards', values.shards ?? '1', 100),
    concurrency: readNumber('concurrency', values.concurrency ?? '16', 1000),
    writesPerSecond: readNumber('writes-per-second', values['writes-per-second'] ?? '100', 10_000),
    resync: readTime('resync', values.resync ?? '10m'),
    wait: readTime('wait', values.wait ?? '30s'),
    listen: readListen(values.listen ?? ':8080'),
  });
  if ('usage' in read) return read;
  const { listen, ...numbers } = read;
  const leaseNamespace = values['lease-namespace'];
  const argocdNamespace = values['argocd-namespace'];
  const mode = once ? 'once' : values['dry-run'] ? 'dry-run' : 'controller';
  return {
    mode,
    // Whoever looks at a terminal learns at once what is missing.
    patience: mode === 'controller' ? refusalsBorne : 0,
    format: values.format,
    plan: { repair: values.repair, idle: values.idle },
    servingNamespace: values['serving-namespace'] ?? 'knative-serving',
    logLevel: values['log-level'],
    ...numbers,
    ...(listen !== 'off' && { listen }),
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(namespace !== undefined && { namespace }),
    ...(selector !== undefined && { selector }),
    ...(leaseNamespace !== undefined && { leaseNamespace }),
    ...(argocdNamespace !== undefined && { argocdNamespace }),
  };
}

/** All values, or the first that is wrong. */
function allOf<T extends object>(read: { readonly [Key in keyof T]: T[Key] | Usage }): T | Usage {
  for (const value of Object.values<unknown>(read)) {
    if (typeof value === 'object' && value !== null && 'usage' in value) return value as Usage;
  }
  return read as T;
}

function readNumber(flag: Flag, text: string, most: number): number | Usage {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  return wrong(flag, `a number from 1 to ${most}`, text);
}

/** Milliseconds. */
function readTime(flag: Flag, text: string): number | Usage {
  const duration = parseDuration(text);
  if (duration !== undefined && duration >= second && duration <= 24n * hour) {
    return Number(duration / 1_000_000n);
  }
  return wrong(flag, 'a duration from 1s to 24h, such as 90s or 10m', text);
}

function readListen(text: string): Address | 'off' | Usage {
  if (text === 'off') return text;
  return readAddress(text) ?? wrong('listen', 'off, :PORT or HOST:PORT', text);
}

function wrong(flag: Flag, is: string, text: string): Usage {
  return { usage: `--${flag} is ${is}, not ${quoted(text)}` };
}
