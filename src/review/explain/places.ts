import type { Position } from '../../diagnostics/types.ts';
import { placeOf } from '../../go/json-place.ts';
import type { Path } from '../../json.ts';
import { annotation, type FoundAnnotation, revcast } from '../../knative/keys.ts';
import type { Service } from '../../knative/types.ts';
import { locate } from '../../manifest/locate.ts';
import type { Manifest } from '../../manifest/types.ts';
import { overlayPath } from '../../overlay.ts';
import type { Told } from './tree.ts';

export const templateAnnotations: Path = ['spec', 'template', 'metadata', 'annotations'];

export function placeIn({ document, at }: Manifest, path: Path, offset?: number): Position {
  return locate(document, [...at, ...path], offset);
}

/** What an annotation of the template says; `inside` is where in the JSON of it. */
export function fromTemplate(
  { manifest }: Service,
  { key, value }: FoundAnnotation,
  reason: string,
  inside?: Path,
): Told {
  const offset = inside === undefined ? undefined : placeOf(value, inside);
  const source = placeIn(manifest, [...templateAnnotations, key], offset);
  return { from: 'annotation', origin: key, reason, source };
}

/** What an annotation of the template says, if it is there. */
export function annotated(service: Service, key: string, reason: string): Told | undefined {
  const found = annotation(service.annotations, key);
  return found && fromTemplate(service, found, reason);
}

/** What an annotation of the Service itself says. */
export function fromService({ manifest }: Service, key: string, reason: string): Told {
  const source = placeIn(manifest, ['metadata', 'annotations', key]);
  return { from: 'annotation', origin: key, reason, source };
}

/** Where in the overlay's annotation a field of it is. */
export function placeInOverlay({ manifest }: Service, text: string, path: Path): Position {
  const source = { name: revcast.scaledObject, text };
  const place = locate({ source, start: 0, end: text.length, syntax: 'yaml' }, path);
  const before = text.split('\n').slice(0, place.line - 1);
  const offset = before.reduce((sum, line) => sum + line.length + 1, place.column - 1);
  return placeIn(manifest, overlayPath, offset);
}
