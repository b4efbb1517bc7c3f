import { plural } from '../../../diagnostics/words.ts';
import type { Meaning, Review } from '../../types.ts';
import { code, prose } from './escape.ts';
import { fitting, leftText } from './room.ts';

/** Of one kind of caution so many are told in full: nobody reads the same for each of 200 Services. */
const toldOfKind = 3;

/** Of a list of Services, so many are named. */
const named = 20;

/** What to take care of, before anything else. */
export function cautions({ services }: Review, room: number): string {
  const all = services.flatMap(({ id, change }) =>
    (change?.meanings ?? [])
      .filter(({ level }) => level === 'caution')
      .map((meaning) => ({ id, meaning })),
  );
  const kinds = [...new Set(all.map(({ meaning }) => meaning.id))];
  const groups = kinds.map((kind) => all.filter(({ meaning }) => meaning.id === kind));
  // What holds for all of them is told after what holds for one.
  const rarest = groups.sort((a, b) => a.length - b.length);
  return listed(rarest.flatMap(kindLines), room);
}

/** What the cluster's settings change by themselves. */
export function causes({ causes = [] }: Review, room: number): string {
  const lines = causes.map(({ setting, old, new: now, services }) => {
    const change = `${code(JSON.stringify(old))} → ${code(JSON.stringify(now))}`;
    return `- ${code(setting)} ${change} changes ${plural(services.length, 'Service')}: ${namesText(services)}\n`;
  });
  return lines.length === 0 ? '' : `#### Settings of the cluster\n\n${listed(lines, room)}`;
}

function kindLines(
  all: readonly { readonly id: string; readonly meaning: Meaning }[],
): readonly string[] {
  const lines = all.map(({ id, meaning }) => `- ⚠️ ${code(id)}: ${prose(meaning.message)}\n`);
  if (lines.length <= toldOfKind + 1) return lines;
  const others = [...new Set(all.slice(toldOfKind).map(({ id }) => id))];
  const rest = `- ⚠️ the like of ${plural(others.length, 'more Service')}: ${namesText(others)}\n`;
  return [...lines.slice(0, toldOfKind), rest];
}

function namesText(ids: readonly string[]): string {
  const more = ids.length - named;
  return [...ids.slice(0, named).map(code), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function listed(lines: readonly string[], room: number): string {
  if (lines.length === 0) return '';
  const { shown, left } = fitting(lines, room, { rank: () => 0, size: ({ length }) => length });
  return `${shown.join('')}\n${leftText(left, 'caution')}`;
}
