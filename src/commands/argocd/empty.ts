import { readManifests } from '../../manifest/read.ts';

/** At column 0 a kind other than a list's: no object that is not one has that. */
const object = /^kind: *["']?(?!\w*List\b)[A-Za-z]/m;

/**
 * Whether Argo CD finds an object in what it gets. Comments, empty documents and empty lists are
 * none, and an Application without objects loses what it has on the cluster.
 */
export function holdsObject(pieces: readonly string[]): boolean {
  if (pieces.some((piece) => object.test(piece))) return true;
  const text = pieces.join('');
  if (text.trim() === '') return false;
  const { manifests, findings } = readManifests({ name: '', text }, 'all');
  // What can't be read is not nothing: whoever reads it next says so.
  return manifests.length > 0 || findings.length > 0;
}
