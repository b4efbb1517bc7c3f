import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseQuantity } from '../../go/quantity.ts';
import { type JsonObject, objectAt, type Path, stringAt } from '../../json.ts';
import { isDns1123Label } from '../syntax.ts';
import type { Cluster } from '../types.ts';
import { flagProblems } from './flags.ts';
import { isSet, noneOf, objectsIn, type Pod, problem } from './pod.ts';
import { projectionProblems } from './projections.ts';

/** Kinds of volumes that any Service may have, and those that only a feature flag allows. */
const sources: Readonly<Record<string, string | undefined>> = {
  secret: undefined,
  configMap: undefined,
  projected: undefined,
  emptyDir: 'kubernetes.podspec-volumes-emptydir',
  persistentVolumeClaim: 'kubernetes.podspec-persistent-volume-claim',
  hostPath: 'kubernetes.podspec-volumes-hostpath',
  csi: 'kubernetes.podspec-volumes-csi',
  ephemeral: 'kubernetes.podspec-volumes-ephemeral',
  image: 'kubernetes.podspec-volumes-image',
};
const writeFlag = 'kubernetes.podspec-persistent-volume-write';

export function volumeProblems(pod: Pod, cluster: Cluster): Problem[] {
  const mounted = new Set(mountsOf(pod).map((mount) => mount.name));
  return pod.volumes.flatMap(({ value, path }) => [
    ...nameProblems(value, path, mounted),
    ...sourceProblems(value, path, cluster),
    ...claimProblems(objectAt(value, ['persistentVolumeClaim']), path, cluster),
    ...emptyDirProblems(objectAt(value, ['emptyDir']), [...path, 'emptyDir']),
    ...imageProblems(objectAt(value, ['image']), [...path, 'image']),
    ...projectionProblems(value, path),
  ]);
}

function mountsOf({ containers, initContainers }: Pod): JsonObject[] {
  const lists = [...containers, ...initContainers].map(({ value }) => value.volumeMounts);
  return lists.flatMap((list) => objectsIn(list).map(({ value }) => value));
}

/** That two volumes have one name, the schema says. */
function nameProblems(volume: JsonObject, path: Path, mounted: ReadonlySet<unknown>): Problem[] {
  const name = stringAt(volume, ['name']);
  if (name === undefined) return [];
  const at = [...path, 'name'];
  if (!isDns1123Label(name)) {
    const message = `the volume's name ${quoted(name)} is not a DNS-1123 label`;
    return [problem('RC2215', at, message, 'Use lower case letters, digits and hyphens.')];
  }
  if (mounted.has(name)) return [];
  const message = `no container mounts the volume ${quoted(name)}, and Knative refuses those`;
  return [problem('RC2215', at, message, 'Mount it, or delete it.')];
}

function sourceProblems(volume: JsonObject, path: Path, cluster: Cluster): Problem[] {
  const given = Object.keys(sources).filter((source) => objectAt(volume, [source]) !== undefined);
  const flags = given.flatMap((source) => {
    const flag = sources[source];
    if (flag === undefined) return [];
    return flagProblems(cluster, flag, 'enabled', `a volume of kind ${source}`, [...path, source]);
  });
  if (given.length === 1) return flags;
  const found =
    given.length === 0 ? 'is of no kind that Knative knows' : `is ${given.join(' and ')}`;
  const message = `the volume ${found}, where exactly one kind is expected`;
  const hint = `Choose one of ${Object.keys(sources).join(', ')}.`;
  return [...flags, problem('RC2214', path, message, hint)];
}

function claimProblems(claim: JsonObject | undefined, path: Path, cluster: Cluster): Problem[] {
  if (claim === undefined || claim.readOnly === true) return [];
  const at = [...path, 'persistentVolumeClaim', 'readOnly'];
  const what = 'a persistentVolumeClaim that is not readOnly';
  return flagProblems(cluster, writeFlag, 'enabled', what, at);
}

function emptyDirProblems(directory: JsonObject | undefined, path: Path): Problem[] {
  if (directory === undefined) return [];
  const { sizeLimit } = directory;
  const size = typeof sizeLimit === 'string' ? parseQuantity(sizeLimit)?.unscaled : sizeLimit;
  const isNegative = (typeof size === 'bigint' || typeof size === 'number') && size < 0;
  const message = `sizeLimit is ${quoted(sizeLimit ?? null)}, where at least 0 is expected`;
  return [
    ...noneOf(directory, 'medium', ['Memory'], 'RC2214', path),
    ...(isNegative
      ? [problem('RC2214', [...path, 'sizeLimit'], message, 'Correct the quantity.')]
      : []),
  ];
}

function imageProblems(image: JsonObject | undefined, path: Path): Problem[] {
  if (image === undefined) return [];
  const policies = ['IfNotPresent', 'Always', 'Never'];
  return [
    ...(isSet(image.reference)
      ? []
      : [
          problem(
            'RC2214',
            [...path, 'reference'],
            'the volume names no image',
            'Add a reference.',
          ),
        ]),
    ...noneOf(image, 'pullPolicy', policies, 'RC2214', path),
  ];
}
