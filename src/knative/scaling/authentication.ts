import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { annotation, extension, type FoundAnnotation } from '../keys.ts';
import type { StringMap } from '../types.ts';
import { problemOf, shortKey } from './problem.ts';
import type { Authentication, Parsed } from './types.ts';

const kinds: readonly string[] = ['TriggerAuthentication', 'ClusterTriggerAuthentication'];

/** Of the first trigger, when it asks Prometheus. A name needs modes; kind and modes need a name. */
export function readAuthentication(annotations: StringMap): Parsed<Authentication | 'none'> {
  const name = annotation(annotations, extension.authName);
  const kind = annotation(annotations, extension.authKind);
  const modes = annotation(annotations, extension.authModes);
  const problems = kind === undefined ? [] : unknownKind(kind);
  if (name === undefined) {
    problems.push(...[kind, modes].flatMap(withoutName));
    return problems.length > 0 ? { problems } : { value: 'none', problems };
  }
  if (modes === undefined) {
    const message = `there is ${shortKey(name.key)}, but no ${shortKey(extension.authModes)}`;
    const hint = 'Add it: basic, bearer, tls, custom, or several with commas.';
    problems.push(problemOf(extension.authModes, 'RC3042', message, hint));
  }
  if (modes === undefined || problems.length > 0) return { problems };
  const value = { name: name.value, kind: kind?.value, modes: modes.value };
  return { value, problems: [name, modes].flatMap(emptyValue) };
}

function unknownKind({ key, value }: FoundAnnotation): Problem[] {
  if (kinds.includes(value)) return [];
  const message = `the kind of authentication is ${quoted(value)}, expected ${kinds.join(' or ')}`;
  return [problemOf(key, 'RC3040', message, 'Name the kind of the object that holds the secret.')];
}

function withoutName(found: FoundAnnotation | undefined): Problem[] {
  if (found === undefined) return [];
  const message = `there is ${shortKey(found.key)}, but no ${shortKey(extension.authName)}`;
  return [problemOf(found.key, 'RC3041', message, 'Add the name, or remove this annotation.')];
}

function emptyValue({ key, value }: FoundAnnotation): Problem[] {
  if (value.trim() !== '') return [];
  return [problemOf(key, 'RC3043', `${shortKey(key)} is empty`, 'Give it a value.')];
}
