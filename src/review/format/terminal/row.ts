import type { Style } from '../../../diagnostics/styled.ts';
import { plural } from '../../../diagnostics/words.ts';
import type { Change, ReviewFinding, ServiceReview } from '../../types.ts';
import { behaviorTexts } from '../../words/behavior.ts';
import { type Charset, signsOf } from '../../words/charset.ts';
import { fallbackText, modifiersText, replicasText } from '../../words/scale.ts';
import { changeText, predictionText } from '../../words/service.ts';
import { triggerText } from '../../words/trigger.ts';
import type { Line, Write } from './line.ts';
import type { Cell } from './table.ts';

/** What a Service was, or is. */
type State = NonNullable<Change['before']>;

export interface RowContext {
  readonly charset: Charset;
  readonly write: Write;
  /** By the Services' ids. */
  readonly findings: ReadonlyMap<string, readonly ReviewFinding[]>;
}

/** What each column says of a Service, with what it was where that was otherwise. */
export interface Row {
  readonly service: Cell;
  readonly change: Cell;
  readonly revision: Cell;
  readonly mode: Cell;
  readonly replicas: Cell;
  readonly triggers: Cell;
  readonly behavior: Cell;
  readonly findings: Cell;
}

export function rowOf(review: ServiceReview, context: RowContext): Row {
  const { change, kind, name } = review;
  const { charset, write } = context;
  const isGone = change?.kind === 'gone';
  const before = isGone ? undefined : change?.before;
  const one = (text: (state: State) => string): Cell =>
    oldAndNew(before && text(before), text(review), context);
  const list = (texts: (state: State) => readonly string[]): Cell =>
    listed(before && texts(before), texts(review), write);
  return {
    service: [[write(kind === 'Service' ? name : `${name} (${kind})`, isGone ? 'dim' : 'bold')]],
    change:
      change === undefined ? [] : [[write(changeText(change.kind), changeStyles[change.kind])]],
    revision: revisionCell(review, before, context),
    mode: one(({ mode }) => mode),
    replicas: one(({ scale }) => (scale === undefined ? '' : replicasText(scale, charset))),
    triggers: list((state) => scalingTexts(state, charset)),
    behavior: list(({ scale }) => (scale === undefined ? [] : behaviorTexts(scale.behavior))),
    findings: findingsCell(context.findings.get(review.id) ?? [], write),
  };
}

const changeStyles: Readonly<Record<Change['kind'], Style>> = {
  new: 'added',
  gone: 'removed',
  revision: 'warning',
  scaling: 'warning',
  same: 'dim',
};

/** How it scales, or why that is not known. */
function scalingTexts({ scale, mode, reason }: State, charset: Charset): string[] {
  if (mode === 'refused') return ['see the errors below'];
  if (reason !== undefined) return [reason];
  if (scale === undefined) return mode === 'expected' ? ['its ScaledObject is not here'] : [];
  return [
    ...scale.triggers.map((trigger) => triggerText(trigger, charset)),
    ...(scale.modifiers === undefined ? [] : [modifiersText(scale.modifiers, charset)]),
    ...(scale.fallback === undefined ? [] : [fallbackText(scale.fallback)]),
  ];
}

function revisionCell(now: State, before: State | undefined, { charset, write }: RowContext): Cell {
  const { revision } = now;
  if (revision === undefined) return [];
  const old = before?.revision?.name;
  const isOther = old !== undefined && old !== revision.name;
  const was = isOther ? [write(`${old} ${signsOf(charset).arrow} `, 'dim')] : [];
  return [[...was, write(revision.name), write(` (${predictionText(revision)})`, 'dim')]];
}

function oldAndNew(old: string | undefined, now: string, { charset, write }: RowContext): Cell {
  if (old === undefined || old === now) return now === '' ? [] : [[write(now)]];
  const arrow = ` ${signsOf(charset).arrow} `;
  const none = 'none';
  return [[write(old || none, 'removed'), write(arrow), write(now || none, 'added')]];
}

/** As a diff shows it, where something differs. */
function listed(old: readonly string[] | undefined, now: readonly string[], write: Write): Cell {
  const gone = (old ?? []).filter((text) => !now.includes(text));
  const isSame = old === undefined || (gone.length === 0 && old.length === now.length);
  if (isSame) return now.map((text): Line => [write(text)]);
  return [
    ...gone.map((text): Line => [write(`- ${text}`, 'removed')]),
    ...now.map(
      (text): Line => (old.includes(text) ? [write(`  ${text}`)] : [write(`+ ${text}`, 'added')]),
    ),
  ];
}

function findingsCell(findings: readonly ReviewFinding[], write: Write): Cell {
  return (['error', 'warning', 'info'] as const).flatMap((severity): Line[] => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    const word = severity === 'info' ? 'note' : severity;
    return count === 0 ? [] : [[write(plural(count, word), severity)]];
  });
}
