import type { Review } from '../types.ts';
import { causes, cautions } from './markdown/cautions.ts';
import { details } from './markdown/details.ts';
import { changedFindings, errors, otherFindings } from './markdown/findings.ts';
import { heading, marker, summaryLine } from './markdown/summary.ts';
import { tables } from './markdown/table.ts';

/** GitHub refuses a comment of more than 65,536 characters; GitLab takes 1,000,000. */
const longest = 65_000;

/** What a section says where something has no room, and its title. */
const besides = 300;

/** So much of a comment may cautions be, and as much again each kind of findings. */
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
  const caused = section(causes, share);
  const wrong = section(errors, share);
  const table = section(tables, longest);
  const found = section(changedFindings, share);
  const others = section(otherFindings, share);
  const detailed = section(details, longest);
  const text = [top, warned, caused, wrong, table, found, detailed, others].join('');
  return `${text.trimEnd()}\n`;
}

type Section = (review: Review, room: number) => string;
