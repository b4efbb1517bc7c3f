import { createHash } from 'node:crypto';
import { objectText, pathText } from '../../../diagnostics/words.ts';
import type { ReviewFinding } from '../../types.ts';

/**
 * Of each finding, in their order: the same as long as the same is wrong with the same field of the
 * same object in the same file, wherever its line moves to and whatever its value becomes. Of those
 * that are equal in all of this, the number makes the difference.
 */
export function fingerprintsOf(findings: readonly ReviewFinding[]): string[] {
  const taken = new Map<string, number>();
  return findings.map((finding) => {
    const hash = createHash('sha256')
      .update(JSON.stringify(identityOf(finding)))
      .digest('hex');
    const count = (taken.get(hash) ?? 0) + 1;
    taken.set(hash, count);
    return `${hash.slice(0, 32)}:${count}`;
  });
}

/** Where no object is known, only the message tells one from another. */
function identityOf({ code, object, origin, path, source, message }: ReviewFinding): string[] {
  const about = object === undefined ? message : `${object.apiVersion} ${objectText(object)}`;
  return [code, origin ?? source?.file ?? '', about, pathText(path)];
}
