import type { Path } from '../../json.ts';

export const ownMetadata: Path = ['metadata'];
export const templateMetadata: Path = ['spec', 'template', 'metadata'];
export const podPath: Path = ['spec', 'template', 'spec'];

/** Of an annotation on the template. */
export function annotationPath(key: string): Path {
  return [...templateMetadata, 'annotations', key];
}
