import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { type JsonObject, type Path, stringAt } from '../../json.ts';
import { type Container, disallowedFields, numberAt, type Pod, problem } from './pod.ts';

/** Ports of Knative's own queue-proxy. */
const reserved = [8008, 8012, 8013, 8022, 9090, 9091];
const names = ['http1', 'h2c'];

/** Of several containers exactly one serves: the one with a port. */
export function servingPorts({ containers, path }: Pod): Problem[] {
  const count = containers.reduce((sum, { ports }) => sum + ports.length, 0);
  if (count === 0 && containers.length > 1) {
    const message = 'none of the containers has a port, so that none of them serves';
    const hint = 'Give the container that takes the requests one port.';
    return [problem('RC2206', [...path, 'containers'], message, hint)];
  }
  if (count <= 1) return [];
  const last = containers.findLast(({ ports }) => ports.length > 0);
  const message = `the containers have ${count} ports, where at most one in all is expected`;
  const hint = 'Leave only the port that takes the requests.';
  return [problem('RC2206', [...(last?.path ?? path), 'ports'], message, hint)];
}

export function portProblems({ role, ports, path }: Container): Problem[] {
  const looked = role === 'init' ? ports : ports.slice(0, 1);
  return looked.flatMap((port, index) => {
    const at = [...path, 'ports', index];
    const problems = numberProblems(port, at);
    if (role !== 'init') return [...problems, ...nameProblems(port, at)];
    return [...problems, ...disallowedFields(port, ['hostIP', 'hostPort'], at)];
  });
}

function numberProblems(port: JsonObject, path: Path): Problem[] {
  const number = numberAt(port, 'containerPort');
  const at = [...path, 'containerPort'];
  if (number === undefined) return [];
  if (reserved.includes(number)) {
    const message = `port ${number} is reserved for Knative's queue-proxy`;
    return [problem('RC2207', at, message, 'Let the container listen on another port.')];
  }
  if (number >= 0 && number <= 65535) return [];
  const message = `containerPort is ${number}, where a number from 0 to 65535 is expected`;
  return [problem('RC2207', at, message, 'Correct the number.')];
}

function nameProblems(port: JsonObject, path: Path): Problem[] {
  const problems: Problem[] = [];
  const protocol = stringAt(port, ['protocol']) ?? '';
  if (protocol !== '' && protocol !== 'TCP') {
    const message = `protocol is ${quoted(protocol)}, where only TCP is possible`;
    problems.push(problem('RC2207', [...path, 'protocol'], message, 'Delete it.'));
  }
  const name = stringAt(port, ['name']) ?? '';
  if (name === '' || names.includes(name)) return problems;
  const message = `the port's name is ${quoted(name)}, but it tells Knative the protocol`;
  const hint = 'Write h2c for HTTP/2, or http1, or delete the name.';
  return [...problems, problem('RC2207', [...path, 'name'], message, hint)];
}
