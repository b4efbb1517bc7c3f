import type { Json } from '../../json.ts';
import { canonicalJson } from '../../knative/template/canonical-json.ts';

/** Whether an old and a new value come to the same. */
export type Alike = (old: Json | undefined, now: Json | undefined) => boolean;

/**
 * Equal as they are, or once each has the same word for its own revision: a query that somebody
 * keeps at the revision's name by hand says the same of each.
 */
export function alikeFor(oldName: string, nowName: string): Alike {
  const [nameOld, nameNow] = [unnamed(oldName), unnamed(nowName)];
  return (old, now) => {
    if (old === now || old === undefined || now === undefined) return old === now;
    const [oldText, nowText] = [canonicalJson(old), canonicalJson(now)];
    return oldText === nowText || nameOld(oldText) === nameNow(nowText);
  };
}

/** A name ends where a letter or a digit doesn't follow: `hello-00001-deployment` is about it too. */
function unnamed(name: string): (text: string) => string {
  const word = new RegExp(`(?<![a-z0-9-])${name.replaceAll(/[^\w-]/g, '\\$&')}(?![a-z0-9])`, 'g');
  return (text) => text.replaceAll(word, '{{ .revisionName }}');
}
