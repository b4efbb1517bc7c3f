import { distance } from 'fastest-levenshtein';
import {
  autoscaling,
  autoscalingPrefix,
  extension,
  olderSpelling,
  prototypeQuery,
  servingAnnotation,
} from '../keys.ts';

const current: readonly string[] = [
  ...Object.values(autoscaling),
  ...Object.values(extension),
  ...Object.values(servingAnnotation),
];
const known = new Set([...current, ...Object.values(olderSpelling), prototypeQuery]);

/** What people write before the slash instead. */
const otherPrefixes = [
  '',
  'autoscaling/',
  'autoscaling.keda.sh/',
  'keda.sh/',
  'knative.dev/',
  'serving.knative.dev/',
];

/** A key and the parts of it that are compared: case, hyphens and underscores don't count. */
interface Parts {
  readonly key: string;
  readonly prefix: string;
  readonly name: string;
}

function partsOf(key: string): Parts {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const prefix = key.slice(0, key.length - name.length).toLowerCase();
  return { key, prefix, name: name.toLowerCase().replaceAll(/[-_.]/g, '') };
}

const candidates = current.map(partsOf);

/** The key that an unknown key most likely stands for; undefined when none is near. */
export function nearKey(key: string): string | undefined {
  if (known.has(key)) return undefined;
  const { prefix, name } = partsOf(key);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = allowedEdits(prefix, candidate);
    if (allowed === undefined || Math.abs(name.length - candidate.name.length) > allowed) continue;
    const edits = distance(name, candidate.name);
    if (edits <= allowed && edits < least) [best, least] = [candidate.key, edits];
  }
  return best;
}

/** The further the prefix is off, the closer the name must be; undefined: too far already. */
function allowedEdits(prefix: string, { key, prefix: right, name }: Parts): number | undefined {
  if (prefix === right) return name.length < 8 ? 1 : 2;
  if (right !== autoscalingPrefix) return undefined;
  // A word such as "class" or "target" says little without a prefix that is at least similar.
  const isTelling = key.slice(autoscalingPrefix.length).includes('-');
  if (otherPrefixes.includes(prefix)) return isTelling || prefix.endsWith('.dev/') ? 0 : undefined;
  const isLong = Math.abs(prefix.length - right.length) <= 3;
  return isLong && distance(prefix, right) <= 3 ? 0 : undefined;
}
