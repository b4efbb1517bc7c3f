import type { Json } from '../../json.ts';
import { canonicalJson } from '../../knative/template/canonical-json.ts';
import type { Cluster } from '../../knative/types.ts';
import type { Cause, Change, Mode } from '../types.ts';
import type { Pair, Subject } from './types.ts';

/** A Service on both sides, and what became of it. */
export interface Changed extends Pair {
  readonly change: Change;
}

/** A key of the cluster's ConfigMaps, and what it shows in. */
interface Setting {
  readonly name: string;
  readonly read: (cluster: Cluster) => Json;
  readonly isSeenIn: (change: Change, mode: Mode) => boolean;
}

const settings: readonly Setting[] = [
  {
    name: 'config-autoscaler max-scale',
    read: ({ maxScale }) => maxScale,
    isSeenIn: hasField(/^spec\.maxReplicaCount$/),
  },
  {
    name: 'config-autoscaler min-scale',
    read: ({ minScale }) => minScale,
    isSeenIn: hasField(/^spec\.minReplicaCount$/),
  },
  {
    name: 'config-autoscaler pod-autoscaler-class',
    read: ({ podAutoscalerClass }) => podAutoscalerClass,
    isSeenIn: hasMode('skipped'),
  },
  {
    name: 'config-autoscaler-keda autoscaler.keda.prometheus-address',
    read: ({ prometheusAddress }) => prometheusAddress,
    isSeenIn: hasField(/^spec\.triggers\[.*\]\.metadata\.serverAddress$/),
  },
  {
    name: 'config-autoscaler max-scale-limit',
    read: ({ maxScaleLimit }) => maxScaleLimit,
    isSeenIn: hasMode('refused'),
  },
  {
    name: 'config-autoscaler allow-zero-initial-scale',
    read: ({ allowZeroInitialScale }) => allowZeroInitialScale,
    isSeenIn: hasMode('refused'),
  },
];

/**
 * Settings of the cluster that differ between the sides, with the Services that change by them: those
 * whose own manifests are as they were. A setting that changes none is left out.
 */
export function causesOf(now: Cluster, before: Cluster, all: readonly Changed[]): Cause[] {
  const moved = settings.filter(({ read }) => read(now) !== read(before));
  if (moved.length === 0) return [];
  const untouched = all.filter((each) => each.change.kind !== 'same' && isUntouched(each));
  return moved.flatMap(({ name, read, isSeenIn }) => {
    const seen = untouched.filter(({ change, now: { review } }) => isSeenIn(change, review.mode));
    const services = seen.map(({ now: { review } }) => review.id);
    if (services.length === 0) return [];
    return [{ setting: name, old: read(before), new: read(now), services }];
  });
}

function hasField(path: RegExp): Setting['isSeenIn'] {
  return ({ fields }) => fields.some((field) => path.test(field.path));
}

function hasMode(mode: Mode): Setting['isSeenIn'] {
  return ({ before }, now) => before?.mode !== now && (before?.mode === mode || now === mode);
}

function isUntouched({ now, before }: Pair): boolean {
  return textOf(now) === textOf(before);
}

function textOf({ outcome: { service, own } }: Subject): string {
  return canonicalJson([service.manifest.value, own?.manifest.value ?? null]);
}
