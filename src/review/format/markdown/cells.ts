import type { Scale } from '../../../keda/scale.ts';
import type { ServiceReview } from '../../types.ts';
import { behaviorTexts } from '../../words/behavior.ts';
import { modifiersText, replicasText } from '../../words/scale.ts';
import { modeText, predictionText } from '../../words/service.ts';
import { triggerText } from '../../words/trigger.ts';
import { code, prose } from './escape.ts';

/** What a cell shows of a Service, now or before. */
export type Shown = Pick<ServiceReview, 'mode' | 'reason' | 'revision' | 'scale'>;

/** Of more than these, a cell has only the number. */
const most = 6;

export function modeCell(now: Shown, before: Shown = now): string {
  return changed(prose(modeText(before)), prose(modeText(now)));
}

export function revisionCell({ revision }: Shown, before?: Shown): string {
  const name = revision && code(revision.name);
  if (before !== undefined) return changed(before.revision && code(before.revision.name), name);
  return revision === undefined ? '' : `${name} ${predictionText(revision)}`;
}

export function replicasCell(now: Shown, before: Shown = now): string {
  return changed(before.scale && replicasText(before.scale), now.scale && replicasText(now.scale));
}

export function triggersCell(now: Shown, before: Shown = now): string {
  const lines = paired(triggersOf(before.scale), triggersOf(now.scale)).map(([old, text]) =>
    changed(old && code(old), text && code(text)),
  );
  const more = lines.length - most;
  return [...lines.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join('<br>');
}

export function behaviorCell({ scale }: Shown): string {
  return scale === undefined ? '' : behaviorTexts(scale.behavior).map(prose).join('<br>');
}

/** `old → new`, or the one where nothing changes. */
function changed(old: string | undefined, now: string | undefined): string {
  return old === now ? (now ?? '') : `${old ?? 'none'} → ${now ?? 'none'}`;
}

function triggersOf(scale: Scale | undefined): string[] {
  if (scale === undefined) return [];
  const { triggers, modifiers } = scale;
  const formula = modifiers === undefined ? [] : [modifiersText(modifiers)];
  return [...triggers.map((trigger) => triggerText(trigger)), ...formula];
}

type Pair = readonly [old: string | undefined, now: string | undefined];

/** What is in both is beside itself; of the others, those of one type are, in their order. */
function paired(old: readonly string[], now: readonly string[]): Pair[] {
  const others = old.filter((text) => !now.includes(text));
  const pairs = now.map((text): Pair => {
    if (old.includes(text)) return [text, text];
    const index = others.findIndex((other) => typeOf(other) === typeOf(text));
    return [index < 0 ? undefined : others.splice(index, 1)[0], text];
  });
  return [...pairs, ...others.map((text): Pair => [text, undefined])];
}

function typeOf(text: string): string {
  return text.split(' ', 1)[0] ?? '';
}
