import { type Signs, shortened } from './charset.ts';

/** Long enough for most metric names, short enough for a column. */
const longest = 48;

/** What is no name of a metric: strings and comments, selectors, ranges and lists of labels. */
const besides = [
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|#.*/g,
  /\{[^{}]*\}/g,
  /\[[^[\]]*\]/g,
  /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)/gi,
];

const names = /(?<![\w.:])[A-Za-z_:][\w:]*(?!\w|\s*\()/g;

const keywords = new Set(
  'and or unless by without on ignoring group_left group_right bool offset atan2 inf nan'.split(
    ' ',
  ),
);

/**
 * A PromQL query by the metric it reads, where it reads one: people know metrics by their names,
 * and a column has no room for a query. Else the query itself, cut.
 */
export function queryText(query: string, signs: Signs): string {
  const bare = besides.reduce((text, pattern) => text.replace(pattern, ' '), query);
  const found = [...bare.matchAll(names)].map(([name]) => name);
  const metrics = new Set(found.filter((name) => !keywords.has(name.toLowerCase())));
  const [metric] = metrics;
  return shortened(metrics.size === 1 && metric !== undefined ? metric : query, longest, signs);
}
