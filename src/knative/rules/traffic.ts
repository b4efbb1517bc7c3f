import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { type JsonObject, type Path, stringAt, valueAt } from '../../json.ts';
import { isDns1035Label, isQualifiedName } from '../syntax.ts';
import type { Service } from '../types.ts';
import { type Item, isSet, numberAt, objectsIn, problem } from './pod.ts';

const trafficPath: Path = ['spec', 'traffic'];

/** How a Service splits its requests (knative/serving `pkg/apis/serving/v1/route_validation.go`). */
export function trafficProblems({ manifest, kind }: Service): Problem[] {
  const targets = objectsIn(valueAt(manifest.value, trafficPath));
  if (kind === 'Configuration' || targets.length === 0) return [];
  return [
    ...sumProblems(targets),
    ...tagProblems(targets),
    ...targets.flatMap(({ index, value }) => targetProblems(value, [...trafficPath, index])),
  ];
}

function sumProblems(targets: readonly Item[]): Problem[] {
  const sum = targets.reduce((total, { value }) => total + (numberAt(value, 'percent') ?? 0), 0);
  if (sum === 100) return [];
  const message = `the percentages add up to ${sum}, where 100 is expected`;
  return [problem('RC2301', trafficPath, message, 'Change them so that they add up to 100.')];
}

function tagProblems(targets: readonly Item[]): Problem[] {
  const seen = new Set<string>();
  return targets.flatMap(({ index, value }) => {
    const tag = stringAt(value, ['tag']) ?? '';
    const path = [...trafficPath, index, 'tag'];
    if (tag === '') return [];
    const repeats = seen.has(tag);
    seen.add(tag);
    const problems: Problem[] = [];
    if (!isDns1035Label(tag)) {
      const message = `the tag ${quoted(tag)} is not a DNS-1035 label`;
      const hint = 'Use at most 63 lower case letters, digits and hyphens, a letter first.';
      problems.push(problem('RC2304', path, message, hint));
    }
    if (repeats) {
      const message = `the tag ${quoted(tag)} is given twice`;
      problems.push(problem('RC2304', path, message, 'Give each target its own tag.'));
    }
    return problems;
  });
}

function targetProblems(target: JsonObject, path: Path): Problem[] {
  const percent = numberAt(target, 'percent') ?? 0;
  const message = `percent is ${percent}, where a number from 0 to 100 is expected`;
  return [
    ...(percent >= 0 && percent <= 100
      ? []
      : [problem('RC2301', [...path, 'percent'], message, 'Correct the number.')]),
    ...revisionProblems(target, path),
    ...['configurationName', 'url']
      .filter((field) => isSet(target[field]))
      .map((field) => fieldProblem(field, path)),
  ];
}

function revisionProblems(target: JsonObject, path: Path): Problem[] {
  const revision = stringAt(target, ['revisionName']) ?? '';
  const { latestRevision } = target;
  const problems: Problem[] = [];
  if (latestRevision === (revision !== '')) {
    const message =
      revision === ''
        ? 'latestRevision is false, but the target names no revision'
        : `latestRevision is true, but the target names the revision ${quoted(revision)}`;
    const hint = 'Give either revisionName or latestRevision: true.';
    problems.push(problem('RC2302', [...path, 'latestRevision'], message, hint));
  }
  if (revision !== '' && !isQualifiedName(revision)) {
    const message = `revisionName is ${quoted(revision)}, which no revision can be called`;
    problems.push(problem('RC2302', [...path, 'revisionName'], message, 'Correct the name.'));
  }
  return problems;
}

function fieldProblem(field: string, path: Path): Problem {
  const message = `Knative does not allow ${field} in the traffic of a Service`;
  const hint = field === 'url' ? 'Delete it: Knative reports it in the status.' : 'Delete it.';
  return problem('RC2303', [...path, field], message, hint);
}
