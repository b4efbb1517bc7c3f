import type { Scale } from '../../../keda/scale.ts';
import type { Meaning } from '../../types.ts';
import type { Scales } from '../types.ts';
import { caution, info, pods, rounded } from './meaning.ts';

/** What the extension writes where nothing limits: the greatest that the field holds. */
const noLimit = 2147483647;

/**
 * What other bounds mean. `isRunning`: for pods that are there, which the HPA brings within new
 * bounds at its next look, whatever its policies say
 * (k8s.io/kubernetes `pkg/controller/podautoscaler/horizontal.go`).
 */
export function replicasMeanings({ was, is }: Scales, isRunning: boolean): Meaning[] {
  return [...maxMeanings(was, is, isRunning), ...zeroMeanings(was, is), ...minMeanings(was, is)];
}

function maxMeanings(was: Scale, is: Scale, isRunning: boolean): Meaning[] {
  if (is.max === was.max) return [];
  const change = `max is ${is.max}, was ${was.max}`;
  if (is.max === noLimit) {
    return [
      caution(
        'max-removed',
        `max ${was.max} is removed: nothing limits the number of pods any more`,
      ),
    ];
  }
  if (is.max < was.min) {
    const cut = isRunning
      ? `the HPA cuts to ${pods(is.max)} at once, past its scale-down policies`
      : 'the new revision never has as many pods as the old one always had';
    return [caution('max-below-old-min', `max ${is.max} is below the old min ${was.min}: ${cut}`)];
  }
  if (is.max < was.max) {
    const lowered = was.max === noLimit ? `max is ${is.max}, there was no limit` : change;
    const cut = isRunning ? '; those above it go at once, past the scale-down policies' : '';
    return [caution('max-lowered', `${lowered}: load peaks get at most ${pods(is.max)}${cut}`)];
  }
  const factor = was.max > 0 ? `${rounded(is.max / was.max)} × as many pods` : 'more pods';
  return [info('max-raised', `${change}: load peaks may get ${factor}`)];
}

/** KEDA goes below min to `idleReplicaCount` while no trigger is active. */
function leastOf({ min, idle }: Scale): number {
  return idle ?? min;
}

function zeroMeanings(was: Scale, is: Scale): Meaning[] {
  const [least, oldLeast] = [leastOf(is), leastOf(was)];
  if (least === 0 && oldLeast > 0) {
    const zero = is.idle === 0 ? 'idleReplicaCount is 0' : `min is 0, was ${was.min}`;
    const wake = 'a request does not wake it, only a trigger that gets active does';
    return [caution('scales-to-zero', `${zero}: KEDA scales it to zero, and ${wake}`)];
  }
  if (least > 0 && oldLeast === 0) {
    const message = `${pods(least)} or more run at all times, where KEDA scaled it to zero`;
    return [info('no-longer-to-zero', message)];
  }
  return [];
}

function minMeanings(was: Scale, is: Scale): Meaning[] {
  if (is.min === was.min || is.min === 0 || was.min === 0) return [];
  const change = `min is ${is.min}, was ${was.min}`;
  if (is.min > was.min) {
    const more = is.min - was.min;
    return [info('min-raised', `${change}: ${more} more ${plural(more)} at all times`)];
  }
  if (is.min === 1) {
    const message = `${change}: at low load a single pod runs, and nothing serves while it is replaced`;
    return [caution('min-lowered', message)];
  }
  const fewer = was.min - is.min;
  return [info('min-lowered', `${change}: at low load ${fewer} fewer ${plural(fewer)}`)];
}

function plural(count: number): string {
  return count === 1 ? 'pod runs' : 'pods run';
}
