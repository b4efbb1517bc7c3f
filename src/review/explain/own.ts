import { quoted } from '../../diagnostics/quoted.ts';
import { pathText } from '../../diagnostics/words.ts';
import { type Json, type JsonObject, type Path, valueAt } from '../../json.ts';
import type { Manifest } from '../../manifest/types.ts';
import type { Step } from '../types.ts';
import { ownName } from './decision.ts';
import { hostOrigin } from './host.ts';
import { computed, named } from './metadata.ts';
import { placeIn } from './places.ts';
import type { Subject } from './subject.ts';
import { fieldSteps, type Origin, type Told } from './tree.ts';

/** Each field of a ScaledObject of the user's own, and what revcast completed of it. */
export function ownSteps(scaledObject: JsonObject, subject: Subject): Step[] {
  const { own } = subject.outcome;
  if (own === undefined) return [];
  const completed = new Set(
    own.edits.flatMap((edit) => (edit.op === 'set' ? [pathText(edit.path)] : [])),
  );
  const originOf = (path: Path): Origin =>
    hostOrigin(path, own.manifest.value, subject) ??
    (completed.has(pathText(path)) && path.at(-1) !== 'query'
      ? completedOrigin(path, own.manifest, subject)
      : { tell: (at, value) => ownTold(at, value, own.manifest) });
  return ['metadata', 'spec'].flatMap((field) =>
    fieldSteps(scaledObject[field] ?? {}, [field], originOf),
  );
}

function completedOrigin(path: Path, own: Manifest, subject: Subject): Origin {
  const [, field] = path;
  if (field === 'labels' || field === 'annotations') {
    const told = computed(subject, 'completed: what ties it to its revision');
    return { tell: () => told, shared: { as: 'completed', root: path.slice(0, 2) } };
  }
  const told =
    field === 'scaleTargetRef'
      ? computed(subject, 'the Deployment of the revision')
      : named(subject);
  const before = valueAt(own.value, path);
  const reason =
    before === undefined ? told.reason : `${told.reason}; instead of ${quoted(before)}`;
  return { tell: () => ({ ...told, reason }) };
}

function ownTold(path: Path, value: Json, own: Manifest): Told {
  const written = valueAt(own.value, path);
  const isFilled = typeof value === 'string' && typeof written === 'string' && written !== value;
  return {
    from: 'own',
    origin: ownName(own),
    reason: isFilled ? "with the revision's name filled in" : 'as it is',
    source: placeIn(own, path),
  };
}
