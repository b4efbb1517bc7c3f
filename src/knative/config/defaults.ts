import type { Read } from '../strings.ts';
import type { Cluster, StringMap } from '../types.ts';
import {
  bool,
  type Check,
  check,
  int64,
  quantity,
  readSettings,
  type Setting,
  type ValuesOf,
} from './setting.ts';

/** A Go template over the Service's metadata. What can't be one is an action without an end. */
function template(fallback: string): Setting<string> {
  const parse = (text: string): string | undefined =>
    /\{\{(?:(?!\}\}).)*$/s.test(text) ? undefined : text;
  return { fallback, expected: 'a Go template', parse };
}

/** Anything but true and false leaves the field to Kubernetes: null. */
function triState(fallback: boolean): Setting<boolean | null> {
  const parse = (text: string): boolean | null => {
    const word = text.toLowerCase();
    return word === 'true' ? true : word === 'false' ? false : null;
  };
  return { fallback, expected: 'true, false or default', parse };
}

const settings = {
  'init-container-name-template': template('init-container'),
  'container-name-template': template('user-container'),
  'allow-container-concurrency-zero': bool(true),
  'enable-service-links': triState(false),
  'revision-timeout-seconds': int64(300),
  'max-revision-timeout-seconds': int64(600),
  'revision-idle-timeout-seconds': int64(0),
  'revision-response-start-timeout-seconds': int64(300),
  'container-concurrency': int64(0),
  'container-concurrency-max-limit': int64(1000),
  'revision-cpu-request': quantity(),
  'revision-memory-request': quantity(),
  'revision-ephemeral-storage-request': quantity(),
  'revision-cpu-limit': quantity(),
  'revision-memory-limit': quantity(),
  'revision-ephemeral-storage-limit': quantity(),
};

type Values = ValuesOf<typeof settings>;

const checks: readonly Check<Values>[] = [
  check(
    'revision-timeout-seconds',
    'at most max-revision-timeout-seconds',
    (values) => values['revision-timeout-seconds'] > values['max-revision-timeout-seconds'],
  ),
  check('revision-response-start-timeout-seconds', 'at most revision-timeout-seconds', (values) => {
    const start = values['revision-response-start-timeout-seconds'];
    return start > 0 && start > values['revision-timeout-seconds'];
  }),
  check('revision-idle-timeout-seconds', 'at most revision-timeout-seconds', (values) => {
    const idle = values['revision-idle-timeout-seconds'];
    return idle > 0 && idle > values['revision-timeout-seconds'];
  }),
  check(
    'container-concurrency-max-limit',
    'at least 1',
    (values) => values['container-concurrency-max-limit'] < 1,
  ),
  check('container-concurrency', 'between 0 and container-concurrency-max-limit', (values) => {
    const concurrency = values['container-concurrency'];
    return concurrency < 0 || concurrency > values['container-concurrency-max-limit'];
  }),
];

/** ConfigMap `config-defaults` (knative/serving `pkg/apis/config/defaults.go`). */
export function readDefaults(data: StringMap): Read<Pick<Cluster, 'defaults' | 'limits'>> {
  // Without a limit of its own, the start of the response may take as long as the whole.
  const start = data['revision-timeout-seconds'];
  const key = 'revision-response-start-timeout-seconds';
  const complete = start === undefined ? data : { [key]: start, ...data };
  const { values, problems } = readSettings(settings, checks, complete);
  const defaults = {
    timeoutSeconds: values['revision-timeout-seconds'],
    responseStartTimeoutSeconds: values[key],
    idleTimeoutSeconds: values['revision-idle-timeout-seconds'],
    containerConcurrency: values['container-concurrency'],
    enableServiceLinks: values['enable-service-links'] ?? undefined,
    requests: resources(values, 'request'),
    limits: resources(values, 'limit'),
    containerName: values['container-name-template'],
    initContainerName: values['init-container-name-template'],
  };
  const limits = {
    maxTimeoutSeconds: values['max-revision-timeout-seconds'],
    maxContainerConcurrency: values['container-concurrency-max-limit'],
    allowZeroContainerConcurrency: values['allow-container-concurrency-zero'],
  };
  const own = problems.filter(({ path }) => path[1] !== key || Object.hasOwn(data, key));
  return { value: { defaults, limits }, problems: own };
}

function resources(values: Values, part: 'request' | 'limit'): StringMap {
  const set: Record<string, string> = {};
  for (const name of ['cpu', 'memory', 'ephemeral-storage'] as const) {
    const amount = values[`revision-${name}-${part}`];
    if (amount !== '') set[name] = amount;
  }
  return set;
}
