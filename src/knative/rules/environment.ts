import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { type JsonObject, objectAt, type Path, stringAt } from '../../json.ts';
import type { Cluster } from '../types.ts';
import { flagProblems } from './flags.ts';
import { type Container, objectsIn, problem } from './pod.ts';

const reserved = ['K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'];

/** Environment variables of a container. */
export function environmentProblems(container: Container, cluster: Cluster): Problem[] {
  const { value, path, role } = container;
  const taken = role === 'serving' ? [...reserved, 'PORT'] : reserved;
  return [
    ...objectsIn(value.env).flatMap(({ index, value: variable }) => {
      const at = [...path, 'env', index];
      return [...nameProblems(variable, taken, at), ...sourceFlags(variable, cluster, at)];
    }),
    ...objectsIn(value.envFrom).flatMap(({ index, value: source }) =>
      fromProblems(source, [...path, 'envFrom', index]),
    ),
  ];
}

function nameProblems(variable: JsonObject, taken: readonly string[], path: Path): Problem[] {
  const name = stringAt(variable, ['name']);
  const at = [...path, 'name'];
  if (name === '') {
    return [problem('RC2208', at, 'the environment variable has no name', 'Give it a name.')];
  }
  if (name === undefined || !taken.includes(name)) return [];
  const message = `the environment variable ${quoted(name)} is reserved: Knative sets it itself`;
  return [problem('RC2208', at, message, 'Delete it, or give it another name.')];
}

const flag = 'kubernetes.podspec-fieldref';

function sourceFlags(variable: JsonObject, cluster: Cluster, path: Path): Problem[] {
  const source = objectAt(variable, ['valueFrom']) ?? {};
  return ['fieldRef', 'resourceFieldRef']
    .filter((field) => objectAt(source, [field]) !== undefined)
    .flatMap((field) =>
      flagProblems(cluster, flag, 'not disabled', field, [...path, 'valueFrom', field]),
    );
}

function fromProblems(source: JsonObject, path: Path): Problem[] {
  const given = ['configMapRef', 'secretRef'].filter((field) => (source[field] ?? null) !== null);
  if (given.length === 1) return [];
  const found =
    given.length === 0 ? 'neither configMapRef nor secretRef' : 'both configMapRef and secretRef';
  const message = `the item of envFrom has ${found}`;
  return [problem('RC2209', path, message, 'Give each item exactly one of the two.')];
}
