import { valueAt } from '../../json.ts';
import { canonicalJson } from '../../knative/template/canonical-json.ts';
import type { Outcome } from '../../outcome.ts';
import { withEdits } from '../../takeover.ts';
import type { Change, ChangeKind, FieldChange, ServiceReview } from '../types.ts';
import { compare } from './compare.ts';
import { goneMeaning, newMeaning } from './meanings/presence.ts';
import { meaningsOf } from './meanings.ts';
import { isMoved } from './moved.ts';
import type { Pair, Subject } from './types.ts';

/** What became of a Service, against what it was. */
export function changeOf(now: Subject, before: Subject | undefined): Change {
  if (before === undefined) return { kind: 'new', fields: [], meanings: [newMeaning(now)] };
  const pair = { now, before };
  const { fields, scales } = compare(pair);
  const kind = kindOf(pair, fields);
  const meanings =
    kind === 'same' ? [] : meaningsOf({ ...pair, kind, fields, ...(scales && { scales }) });
  return { kind, before: past(before.review), fields, meanings };
}

/** A Service that is not there any more, as it was. */
export function goneService(before: Subject): ServiceReview {
  const { review } = before;
  const meanings = [goneMeaning(before)];
  return { ...review, change: { kind: 'gone', before: past(review), fields: [], meanings } };
}

function kindOf(pair: Pair, fields: readonly FieldChange[]): ChangeKind {
  if (isTemplateChanged(pair)) return 'revision';
  const isOther = pair.now.review.mode !== pair.before.review.mode || isMoved(pair);
  return isOther || fields.length > 0 ? 'scaling' : 'same';
}

/**
 * Whether Knative will take the new template for another one. Knative's defaults count as written
 * out, less `enableServiceLinks`, which it fills in on create only. A manifest that nobody touched
 * makes no revision, whatever became of the defaults that the cluster fills in.
 */
function isTemplateChanged({ now, before }: Pair): boolean {
  const [template, oldTemplate] = [writtenTemplate(now.outcome), writtenTemplate(before.outcome)];
  const [hash, oldHash] = [now.review.revision?.templateHash, before.review.revision?.templateHash];
  const links = ['spec', 'enableServiceLinks'];
  const isLinksRemoved =
    valueAt(template, links) === undefined && valueAt(oldTemplate, links) !== undefined;
  if (hash !== undefined && hash === oldHash) return isLinksRemoved;
  return canonicalJson(template) !== canonicalJson(oldTemplate);
}

/** With what revcast writes into it. */
function writtenTemplate({ service, serviceEdits }: Outcome): Outcome['service']['template'] {
  return withEdits(service, serviceEdits).template;
}

function past({
  mode,
  reason,
  revision,
  scale,
  scaledObject,
}: ServiceReview): NonNullable<Change['before']> {
  return {
    mode,
    ...(reason !== undefined && { reason }),
    ...(revision !== undefined && { revision }),
    ...(scale !== undefined && { scale }),
    ...(scaledObject !== undefined && { scaledObject }),
  };
}
