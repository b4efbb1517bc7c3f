import type { Meaning } from '../types.ts';
import { behaviorMeanings } from './meanings/behavior.ts';
import { kedaMeanings } from './meanings/keda.ts';
import { modeMeanings } from './meanings/mode.ts';
import { replicasMeanings } from './meanings/replicas.ts';
import { requestMeanings } from './meanings/requests.ts';
import { nameMeanings, revisionMeanings } from './meanings/revision.ts';
import { triggerMeanings } from './meanings/triggers.ts';
import type { Comparison, Scales } from './types.ts';

/** What a change means for who runs the Service: cautions first, each in the order told here. */
export function meaningsOf(comparison: Comparison): Meaning[] {
  const { scales, kind } = comparison;
  const all = [
    ...modeMeanings(comparison),
    ...revisionMeanings(comparison),
    ...(scales === undefined ? [] : scaleMeanings(scales, comparison, kind === 'scaling')),
    ...nameMeanings(comparison),
  ];
  const cautions = all.filter(({ level }) => level === 'caution');
  return [...cautions, ...all.filter(({ level }) => level !== 'caution')];
}

function scaleMeanings(scales: Scales, comparison: Comparison, isRunning: boolean): Meaning[] {
  return [
    ...replicasMeanings(scales, isRunning),
    ...triggerMeanings(scales),
    ...requestMeanings(scales, comparison),
    ...kedaMeanings(scales),
    ...behaviorMeanings(scales),
  ];
}
