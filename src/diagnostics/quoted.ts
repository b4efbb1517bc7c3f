import type { Json } from '../json.ts';

const longest = 60;

/** A value as messages show it: JSON, cut where it is long. */
export function quoted(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
