import { hour, second } from '../../go/duration.ts';
import { kpaClass } from '../keys.ts';
import type { Read } from '../strings.ts';
import type { Cluster, StringMap } from '../types.ts';
import {
  bool,
  type Check,
  check,
  duration,
  float,
  int32,
  readSettings,
  string,
  type ValuesOf,
} from './setting.ts';

const settings = {
  'pod-autoscaler-class': string(kpaClass),
  'enable-scale-to-zero': bool(true),
  'allow-zero-initial-scale': bool(false),
  'max-scale-up-rate': float(1000),
  'max-scale-down-rate': float(2),
  'container-concurrency-target-percentage': float(70),
  'container-concurrency-target-default': float(100),
  'requests-per-second-target-default': float(200),
  'target-burst-capacity': float(211),
  'panic-window-percentage': float(10),
  'activator-capacity': float(100),
  'panic-threshold-percentage': float(200),
  'initial-scale': int32(1),
  'min-scale': int32(0),
  'max-scale': int32(0),
  'max-scale-limit': int32(0),
  'stable-window': duration(60n * second),
  'scale-down-delay': duration(0n),
  'scale-to-zero-grace-period': duration(30n * second),
  'scale-to-zero-pod-retention-period': duration(0n),
};

type Values = ValuesOf<typeof settings>;

/** Percentages up to 1 are taken for fractions, for historic reasons. */
function targetFraction(values: Values): number {
  const percentage = values['container-concurrency-target-percentage'];
  return percentage > 1 ? percentage / 100 : percentage;
}

/** The comparisons have Go's polarity, so that NaN passes where it passes there. */
const checks: readonly Check<Values>[] = [
  check(
    'scale-to-zero-grace-period',
    'more than 0s',
    (values) => values['scale-to-zero-grace-period'] <= 0n,
  ),
  check('scale-down-delay', 'a number of whole seconds, 0s or more', (values) => {
    const delay = values['scale-down-delay'];
    return delay < 0n || delay % second !== 0n;
  }),
  check(
    'scale-to-zero-pod-retention-period',
    '0s or more',
    (values) => values['scale-to-zero-pod-retention-period'] < 0n,
  ),
  check('target-burst-capacity', '0 or more, or -1', (values) => {
    const capacity = values['target-burst-capacity'];
    return capacity < 0 && capacity !== -1;
  }),
  check(
    'container-concurrency-target-percentage',
    'more than 0 and at most 100',
    (values) => targetFraction(values) <= 0 || targetFraction(values) > 1,
  ),
  check(
    'container-concurrency-target-default',
    'at least 0.01 after the target percentage',
    (values) => targetFraction(values) * values['container-concurrency-target-default'] < 0.01,
  ),
  check(
    'requests-per-second-target-default',
    'at least 0.01',
    (values) => values['requests-per-second-target-default'] < 0.01,
  ),
  check('activator-capacity', 'at least 1', (values) => values['activator-capacity'] < 1),
  check('max-scale-up-rate', 'more than 1', (values) => values['max-scale-up-rate'] <= 1),
  check('max-scale-down-rate', 'more than 1', (values) => values['max-scale-down-rate'] <= 1),
  check('stable-window', 'whole seconds between 6s and 1h', (values) => {
    const window = values['stable-window'];
    return window < 6n * second || window > hour || window % second !== 0n;
  }),
  check('panic-window-percentage', 'between 1 and 100', (values) => {
    const percentage = values['panic-window-percentage'];
    return percentage < 1 || percentage > 100;
  }),
  check('initial-scale', 'at least 1, or 0 with allow-zero-initial-scale', (values) => {
    const scale = values['initial-scale'];
    return scale < 0 || (scale === 0 && !values['allow-zero-initial-scale']);
  }),
  check('min-scale', '0 or more', (values) => values['min-scale'] < 0),
  check('max-scale-limit', '0 or more', (values) => values['max-scale-limit'] < 0),
  check('max-scale', 'between 1 and max-scale-limit, or 0 without one,', (values) => {
    const { 'max-scale': max, 'max-scale-limit': limit } = values;
    return max < (limit > 0 ? 1 : 0) || (limit > 0 && max > limit);
  }),
  check('min-scale', 'at most max-scale', (values) => {
    const { 'min-scale': min, 'max-scale': max } = values;
    return max > 0 && min > max;
  }),
];

type Told = Pick<
  Cluster,
  | 'podAutoscalerClass'
  | 'minScale'
  | 'maxScale'
  | 'maxScaleLimit'
  | 'initialScale'
  | 'allowZeroInitialScale'
>;

/** ConfigMap `config-autoscaler` (knative/serving `pkg/autoscaler/config/config.go`). */
export function readAutoscaler(data: StringMap): Read<Told> {
  const { values, problems } = readSettings(settings, checks, data);
  const value = {
    podAutoscalerClass: values['pod-autoscaler-class'],
    minScale: values['min-scale'],
    maxScale: values['max-scale'],
    maxScaleLimit: values['max-scale-limit'],
    initialScale: values['initial-scale'],
    allowZeroInitialScale: values['allow-zero-initial-scale'],
  };
  return { value, problems };
}
