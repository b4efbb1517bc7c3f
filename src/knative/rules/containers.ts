import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { objectAt, stringAt } from '../../json.ts';
import { isImageReference } from '../image.ts';
import type { Cluster } from '../types.ts';
import { environmentProblems } from './environment.ts';
import { flagProblems } from './flags.ts';
import { type Container, disallowedFields, noneOf, type Pod, problem } from './pod.ts';

import { portProblems, servingPorts } from './ports.ts';
import { probeProblems } from './probes.ts';
import { containerSecurityProblems } from './security.ts';

/** The containers as a whole, then one by one, init containers included. */
export function containerProblems(pod: Pod, cluster: Cluster): Problem[] {
  const all = [...pod.containers, ...pod.initContainers];
  const portName = stringAt(pod.containers.flatMap(({ ports }) => ports).at(-1), ['name']) ?? '';
  return [
    ...countProblems(pod, cluster),
    ...servingPorts(pod),
    ...repeatedNames(pod),
    ...all.flatMap((container) => [
      ...nameProblems(container),
      ...imageProblems(container),
      ...fieldProblems(container),
      ...environmentProblems(container, cluster),
      ...portProblems(container),
      ...probeProblems(container, cluster, portName === '' ? 'http' : portName),
      ...containerSecurityProblems(container, cluster),
    ]),
  ];
}

/** That the field is missing, the schema says. */
function countProblems({ spec, exists, path, containers }: Pod, cluster: Cluster): Problem[] {
  const at = [...path, 'containers'];
  if (containers.length > 1) {
    return flagProblems(cluster, 'multi-container', 'enabled', 'more than one container', at);
  }
  const isEmpty = Array.isArray(spec.containers) && spec.containers.length === 0;
  if (exists && !isEmpty) return [];
  return [problem('RC2201', at, 'the template has no containers', 'Add one with an image.')];
}

function repeatedNames({ containers, initContainers }: Pod): Problem[] {
  const seen = new Set<string>();
  return [...containers, ...initContainers].flatMap((container) => {
    const { name, path, role } = container;
    const repeats = name !== '' && seen.has(name);
    // Init containers are compared with the containers, not with each other.
    if (role !== 'init') seen.add(name);
    if (!repeats) return [];
    const message = `the name ${quoted(name)} is taken by another container`;
    return [problem('RC2204', [...path, 'name'], message, 'Give each container its own name.')];
  });
}

function nameProblems({ name, path }: Container): Problem[] {
  if (name !== 'queue-proxy') return [];
  const message = 'the name queue-proxy is reserved for the container that Knative adds';
  return [problem('RC2205', [...path, 'name'], message, 'Choose another name.')];
}

function imageProblems({ value, path }: Container): Problem[] {
  const image = value.image ?? '';
  const at = [...path, 'image'];
  if (image === '') {
    const message = 'the container has no image';
    return [problem('RC2202', at, message, 'Add an image, such as registry.example.com/app:1.')];
  }
  if (typeof image !== 'string' || isImageReference(image)) return [];
  const message = `the image ${quoted(image)} is not a reference to an image`;
  const hint = /\{\{|\$\{|\$\(/.test(image)
    ? 'A template was not filled in: render it before revcast.'
    : 'Write registry/repository:tag or registry/repository@sha256:digest, the repository in lower case.';
  return [problem('RC2203', at, message, hint)];
}

/** Fields that the API server keeps of an init container, and of no other. */
const disallowed = [
  ...['lifecycle', 'resizePolicy', 'restartPolicy', 'restartPolicyRules'],
  ...['stdin', 'stdinOnce', 'tty', 'volumeDevices'],
];
const messagePolicies = ['File', 'FallbackToLogsOnError'];

function fieldProblems({ value, path, role }: Container): Problem[] {
  const policy = noneOf(value, 'terminationMessagePolicy', messagePolicies, 'RC2212', path);
  if (role !== 'init') return policy;
  const resources = objectAt(value, ['resources']);
  return [
    ...disallowedFields(value, disallowed, path),
    ...disallowedFields(resources, ['claims'], [...path, 'resources']),
    ...policy,
  ];
}
