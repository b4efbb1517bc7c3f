import type { Review } from '../types.ts';
import { details } from './markdown/details.ts';
import { code, prose } from './markdown/escape.ts';
import { foldedFindings, openFindings } from './markdown/findings.ts';
import { cautionsOf } from './markdown/rank.ts';
import { fitting } from './markdown/room.ts';
import { heading, marker, summaryLine } from './markdown/summary.ts';
import { leftText, tables } from './markdown/table.ts';

/** GitHub refuses a comment of more than 65,536 characters; GitLab takes 1,000,000. */
const longest = 65_000;

/** What a section says where something has no room, and its title. */
const besides = 300;

/** So much of a comment may cautions be, and as much again findings that stand open. */
const share = 15_000;

/**
 * One comment on a pull request. Where it gets too long, details are left out first and then rows,
 * those of the least important Services before others: whole ones, and it says how many.
 */
export function printMarkdown(review: Review): string {
  const top = `${marker}\n${heading(review)}\n\n${summaryLine(review)}\n\n`;
  let room = longest - top.length;
  const section = (print: Section, most: number): string => {
    const text = print(review, Math.min(most, room) - besides);
    room -= text.length;
    return text;
  };
  const warned = section(cautions, share);
  const open = section(openFindings, share);
  const table = section(tables, longest);
  const folded = section(foldedFindings, share);
  const detailed = section(details, longest);
  return `${[top, warned, open, table, detailed, folded].join('').trimEnd()}\n`;
}

type Section = (review: Review, room: number) => string;

function cautions({ services }: Review, room: number): string {
  const all = services.flatMap((service) =>
    cautionsOf(service).map((message) => `- ⚠️ ${code(service.id)}: ${prose(message)}\n`),
  );
  if (all.length === 0) return '';
  const { shown, left } = fitting(all, room, { rank: () => 0, size: (line) => line.length });
  return `${shown.join('')}\n${leftText(left, 'caution has', 'cautions have')}`;
}
