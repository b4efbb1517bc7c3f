import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { type JsonObject, objectAt, type Path, stringAt, valueAt } from '../../json.ts';
import { serving } from '../keys.ts';
import { isDns1035Label, isLabelValue, isQualifiedName } from '../syntax.ts';
import type { Service } from '../types.ts';
import { ownMetadata, templateMetadata } from './paths.ts';

/** Names, labels and annotation keys of the object and of its template. */
export function metadataProblems(service: Service): Problem[] {
  const { value } = service.manifest;
  return [
    ...nameProblems(service.name),
    ...ownAutoscaling(service),
    ...ownerProblems(service),
    ...[ownMetadata, templateMetadata].flatMap((path) => [
      ...labelProblems(value, [...path, 'labels']),
      ...annotationKeyProblems(value, [...path, 'annotations']),
    ]),
  ];
}

function nameProblems(name: string): Problem[] {
  if (isDns1035Label(name)) return [];
  return [
    {
      code: 'RC2020',
      path: [...ownMetadata, 'name'],
      message: `the name ${quoted(name)} is not a DNS-1035 label`,
      hint: 'Use at most 63 lower case letters, digits and hyphens, a letter first and no hyphen last.',
    },
  ];
}

/** On the Service or Configuration itself Knative's webhook refuses the whole group. */
function ownAutoscaling({ ownAnnotations }: Service): Problem[] {
  return Object.keys(ownAnnotations)
    .filter((key) => key.startsWith('autoscaling.knative.dev'))
    .map((key) => ({
      code: 'RC2117',
      path: [...ownMetadata, 'annotations', key],
      message: `${key} is on the object's own metadata, where Knative refuses it`,
      hint: 'Move it to spec.template.metadata.annotations.',
    }));
}

/** A Configuration that says it is part of a Service must be owned by it. */
function ownerProblems({ kind, manifest }: Service): Problem[] {
  const path = [...ownMetadata, 'labels', serving.service];
  const label = stringAt(manifest.value, path);
  if (kind !== 'Configuration' || label === undefined) return [];
  const owners = valueAt(manifest.value, [...ownMetadata, 'ownerReferences']);
  const isOwned = (Array.isArray(owners) ? owners : []).some(
    (owner) => stringAt(owner, ['kind']) === 'Service' && stringAt(owner, ['name']) === label,
  );
  if (isOwned) return [];
  return [
    {
      code: 'RC2118',
      path,
      message: `the Configuration has the label ${serving.service}, but no Service ${quoted(label)} owns it`,
      hint: 'Delete the label: Knative sets it on Configurations that it makes itself.',
    },
  ];
}

const longestAnnotations = 262_144;

function annotationKeyProblems(value: JsonObject, path: Path): Problem[] {
  const entries = Object.entries(objectAt(value, path) ?? {});
  const problems = entries
    .filter(([key]) => !isQualifiedName(key.toLowerCase()))
    .map(([key]) => keyProblem(key, [...path, key], 'annotation'));
  let size = 0;
  for (const [key, text] of entries) size += key.length + String(text).length;
  // Few come near: counting UTF-16 units first spares counting bytes.
  if (size * 3 <= longestAnnotations) return problems;
  const bytes = new TextEncoder().encode(entries.flat().join('')).length;
  if (bytes <= longestAnnotations) return problems;
  const message = `the annotations have ${bytes} bytes, more than the ${longestAnnotations} that Kubernetes takes`;
  // The Service itself is refused, or the revision made of its template.
  const code = path[0] === 'metadata' ? 'RC2023' : 'RC2024';
  return [...problems, { code, path, message, hint: 'Shorten or delete some of them.' }];
}

function labelProblems(value: JsonObject, path: Path): Problem[] {
  return Object.entries(objectAt(value, path) ?? {}).flatMap(([key, text]) => [
    ...(isQualifiedName(key) ? [] : [keyProblem(key, [...path, key], 'label')]),
    ...(typeof text !== 'string' || isLabelValue(text) ? [] : [valueProblem(key, text, path)]),
  ]);
}

function keyProblem(key: string, path: Path, kind: 'label' | 'annotation'): Problem {
  return {
    code: 'RC2021',
    path,
    message: `${quoted(key)} is not a key that Kubernetes takes for ${kind === 'label' ? 'a label' : 'an annotation'}`,
    hint: 'Write name or domain/name; the name has at most 63 letters, digits, "-", "_" and ".".',
  };
}

function valueProblem(key: string, text: string, path: Path): Problem {
  return {
    code: 'RC2022',
    path: [...path, key],
    message: `the label ${key} is ${quoted(text)}, which Kubernetes does not take as the value of a label`,
    hint: 'Use at most 63 letters, digits, "-", "_" and ".", a letter or a digit first and last.',
  };
}
