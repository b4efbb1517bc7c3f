import type { SourceKind } from '../../gitops/argocd/source.ts';
import { type Option, type Options, placeholder } from '../option.ts';
import { type Lookup, readGiven } from '../options.ts';

/** A parameter as Argo CD's UI offers it, with what counts now. */
export interface Announcement {
  readonly name: string;
  readonly title: string;
  readonly tooltip: string;
  readonly required: false;
  readonly itemType: 'string' | 'boolean';
  readonly collectionType: 'string' | 'array' | 'map';
  readonly string?: string;
  readonly array?: readonly string[];
  readonly map?: Readonly<Record<string, string>>;
}

/** What is not an Application's to choose, or nothing to look at in a UI. */
const hidden = new Set(['diagnostics', 'quiet']);

/** Every setting that makes sense for an Application of this kind. */
export function announcements(
  options: Options,
  kind: SourceKind,
  lookups: readonly Lookup[],
): Announcement[] {
  return Object.entries(options)
    .filter(([name, option]) => !hidden.has(name) && isFor(kind, name, option))
    .map(([name, option]) => announce(name, option, currentValue(name, option, lookups)));
}

function isFor(kind: SourceKind, name: string, { platformOnly }: Option): boolean {
  if (platformOnly === '') return false;
  if (name.startsWith('helm-') || /^(?:kube|api)-versions?$/.test(name)) return kind === 'helm';
  return !name.startsWith('directory-') || kind === 'directory';
}

/** The first value that can be read, as written: the UI is where a wrong one gets repaired. */
export function currentValue(name: string, option: Option, lookups: readonly Lookup[]): unknown {
  for (const lookup of lookups) {
    const given = lookup(name, option);
    if (given === undefined || 'usage' in given || 'usage' in readGiven(option, given)) continue;
    const shown = readGiven(option, { ...given, texts: given.asWritten ?? given.texts });
    if ('value' in shown) return shown.value;
  }
  const absent = readGiven(option, undefined);
  return 'value' in absent ? absent.value : undefined;
}

function announce(name: string, option: Option, value: unknown): Announcement {
  const shared = { name, title: option.title ?? titleOf(name), required: false } as const;
  const tooltip = option.type === 'choice' ? `${placeholder(option)}: ${option.help}` : option.help;
  const itemType = option.type === 'boolean' ? 'boolean' : 'string';
  if (option.type === 'values') {
    const array = value as readonly string[];
    return { ...shared, tooltip, itemType, collectionType: 'array', array };
  }
  if (option.type === 'map') {
    const map = Object.fromEntries(value as ReadonlyMap<string, string>);
    return { ...shared, tooltip, itemType, collectionType: 'map', map };
  }
  const string = value === undefined ? '' : String(value);
  return { ...shared, tooltip, itemType, collectionType: 'string', string };
}

/** `old-revisions` is `Old revisions`. */
function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}
