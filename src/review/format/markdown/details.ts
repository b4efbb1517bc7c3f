import { structuredPatch } from 'diff';
import { plural } from '../../../diagnostics/words.ts';
import type { Json } from '../../../json.ts';
import { emitYaml } from '../../../manifest/emit.ts';
import type { FieldChange, Review, ServiceReview } from '../../types.ts';
import { shortened, signsOf } from '../../words/charset.ts';
import { changeText } from '../../words/service.ts';
import { code, fenced, htmlCode, prose } from './escape.ts';
import { isTold, rankOf } from './rank.ts';
import { fitting } from './room.ts';

/** Folded, a Service each: what it means, field by field, and the YAML. */
export function details(review: Review, room: number): string {
  const texts = new Map<ServiceReview, string>();
  const textOf = (service: ServiceReview): string => {
    const text = texts.get(service) ?? detailsOf(service);
    texts.set(service, text);
    return text;
  };
  const some = review.services.filter((service) => isTold(service) && hasDetails(service));
  const size = (service: ServiceReview): number => textOf(service).length;
  const { shown, left } = fitting(some, room, { rank: rankOf(review), size });
  const rest = `The details of ${plural(left, 'Service')} have no room in a comment.\n\n`;
  const text = shown.map(textOf).join('') + (left === 0 ? '' : rest);
  return review.against === undefined && shown.length > 1
    ? `<details><summary>ScaledObjects</summary>\n\n${text}</details>\n\n`
    : text;
}

function hasDetails({ scaledObject, change }: ServiceReview): boolean {
  if (change === undefined) return scaledObject !== undefined;
  return scaledObject !== undefined || change.fields.length > 0 || change.meanings.length > 0;
}

function detailsOf(service: ServiceReview): string {
  const { id, change } = service;
  const title = change === undefined ? '' : `: ${changeText(change.kind)}`;
  const parts = [meanings(service), fields(change?.fields ?? []), yaml(service)];
  const body = parts.filter((part) => part !== '').join('\n');
  return `<details><summary>${htmlCode(id)}${title}</summary>\n\n${body}\n</details>\n\n`;
}

function meanings({ change }: ServiceReview): string {
  return (change?.meanings ?? [])
    .map(({ level, message }) => `- ${level === 'caution' ? '⚠️ ' : ''}${prose(message)}\n`)
    .join('');
}

function fields(changes: readonly FieldChange[]): string {
  if (changes.length === 0) return '';
  const rows = changes.map(
    (change) => `| ${code(change.path)} | ${value(change.old)} | ${value(change.new)} |\n`,
  );
  return `| Field | Old | New |\n| --- | --- | --- |\n${rows.join('')}`;
}

function value(json: Json | undefined): string {
  if (json === undefined) return '';
  return code(shortened(JSON.stringify(json), 120, signsOf({ unicode: true })));
}

/** The difference where there are two, else the one. What has errors is not rendered at all. */
function yaml({ mode, scaledObject, change }: ServiceReview): string {
  const old = change?.kind === 'gone' ? undefined : change?.before?.scaledObject;
  if (mode === 'refused') return '';
  if (old === undefined)
    return scaledObject === undefined ? '' : fenced('yaml', emitYaml(scaledObject));
  const difference = hunks(emitYaml(old), scaledObject === undefined ? '' : emitYaml(scaledObject));
  return difference === '' ? '' : fenced('diff', difference);
}

function hunks(old: string, now: string): string {
  const { hunks } = structuredPatch('', '', old, now, '', '', { context: 3 });
  return hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) =>
      [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines].join('\n'),
    )
    .join('\n');
}
