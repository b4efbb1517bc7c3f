import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { type JsonObject, objectAt, type Path, stringAt } from '../../json.ts';
import type { Cluster } from '../types.ts';
import { flagProblems } from './flags.ts';
import { disallowedFields, noneOf, objectsIn, type Pod, problem } from './pod.ts';

const reserved = ['/', '/dev', '/dev/log'];
const propagationFlag = 'kubernetes.podspec-volumes-mount-propagation';
/** The API server keeps these of an init container, and of no other. */
const disallowed = ['recursiveReadOnly', 'subPathExpr'];

/** Where containers mount volumes. Knative itself makes mounts of other kinds read-only. */
export function mountProblems(pod: Pod, cluster: Cluster): Problem[] {
  const volumes = new Map(pod.volumes.map(({ value }) => [value.name, value]));
  return [...pod.containers, ...pod.initContainers].flatMap((container) => {
    const seen = new Set<string>();
    return objectsIn(container.value.volumeMounts).flatMap(({ index, value: mount }) => {
      const path = [...container.path, 'volumeMounts', index];
      const volume = volumes.get(mount.name ?? '');
      return [
        ...volumeProblems(mount, volume, path),
        ...pathProblems(mount, seen, path),
        ...propagationProblems(mount, cluster, path),
        ...(container.role === 'init' ? disallowedFields(mount, disallowed, path) : []),
      ];
    });
  });
}

function volumeProblems(mount: JsonObject, volume: JsonObject | undefined, path: Path): Problem[] {
  const name = stringAt(mount, ['name']);
  if (name === undefined) return [];
  if (volume === undefined) {
    const message = `there is no volume ${quoted(name)} to mount`;
    return [
      problem('RC2216', [...path, 'name'], message, 'Add it to volumes, or correct the name.'),
    ];
  }
  const claim = objectAt(volume, ['persistentVolumeClaim']);
  if (claim?.readOnly !== true || mount.readOnly === true) return [];
  const message = `the volume ${quoted(name)} is readOnly, but the mount is not`;
  return [problem('RC2216', [...path, 'readOnly'], message, 'Write readOnly: true.')];
}

function pathProblems(mount: JsonObject, seen: Set<string>, path: Path): Problem[] {
  const text = stringAt(mount, ['mountPath']);
  if (text === undefined) return [];
  const at = [...path, 'mountPath'];
  const clean = cleanPath(text);
  const repeats = seen.has(clean);
  seen.add(clean);
  if (reserved.includes(clean)) {
    const message = `the path ${quoted(clean)} is reserved`;
    return [problem('RC2216', at, message, 'Mount the volume elsewhere.')];
  }
  if (!text.startsWith('/')) {
    const message = `mountPath is ${quoted(text)}, where an absolute path is expected`;
    return [problem('RC2216', at, message, 'Start it with a slash.')];
  }
  if (!repeats) return [];
  const message = `something else is already mounted at ${quoted(clean)}`;
  return [problem('RC2216', at, message, 'Give each mount its own path.')];
}

/** Go's `path.Clean`. */
function cleanPath(text: string): string {
  const steps: string[] = [];
  const isAbsolute = text.startsWith('/');
  for (const step of text.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (!isAbsolute) steps.push(step);
  }
  const joined = steps.join('/');
  return isAbsolute ? `/${joined}` : joined === '' ? '.' : joined;
}

function propagationProblems(mount: JsonObject, cluster: Cluster, path: Path): Problem[] {
  if ((mount.mountPropagation ?? null) === null) return [];
  const at = [...path, 'mountPropagation'];
  const known = ['None', 'HostToContainer'];
  const text = stringAt(mount, ['mountPropagation']);
  return [
    ...flagProblems(cluster, propagationFlag, 'enabled', 'mountPropagation', at),
    ...noneOf(mount, 'mountPropagation', known, 'RC2216', path),
    ...(text === '' ? [problem('RC2216', at, 'mountPropagation is empty', 'Delete it.')] : []),
  ];
}
