import type { Problem } from '../diagnostics/types.ts';
import { type Json, type JsonObject, type Path, stringAt, valueAt } from '../json.ts';
import { revcast, serving } from '../knative/keys.ts';
import type { Edit } from '../manifest/types.ts';
import { parseQuery, printQuery, type QueryTemplate } from './query.ts';

/** Plain `{{ .revisionName }}`: where these are all, a query is edited in place. */
const plainAction = /\{\{[ \t]*\.revisionName[ \t]*\}\}/g;

/** The queries of a ScaledObject's triggers, for one revision. */
export interface Queries {
  readonly edits: readonly Edit[];
  readonly problems: readonly Problem[];
  /** Value of `revcast.dev/query-templates`; undefined when there is no template, and never was. */
  readonly templates: string | undefined;
}

/**
 * Puts a revision's name into the queries that ask for it, and keeps what they were made of.
 * Queries that `filled` has as well are no templates any more.
 */
export function fillQueries(
  scaledObject: JsonObject,
  revisionName: string,
  filled?: JsonObject,
): Queries {
  const edits: Edit[] = [];
  const problems: Problem[] = [];
  const templates: Record<string, string> = {};
  const triggers = valueAt(scaledObject, ['spec', 'triggers']);
  for (const [index, trigger] of (Array.isArray(triggers) ? triggers : []).entries()) {
    const query = stringAt(trigger, ['metadata', 'query']);
    if (query === undefined) continue;
    const path = ['spec', 'triggers', index, 'metadata', 'query'];
    const text = templateOf(scaledObject, index, query);
    if (!text.includes('{{') || (text === query && stringAt(filled, path) === query)) continue;
    const parsed = parseQuery(text);
    if ('problem' in parsed) {
      problems.push({ ...parsed.problem, code: 'RC5013', path });
    } else if (printQuery(parsed.ok, revisionName) !== text) {
      templates[index] = text;
      edits.push(...queryEdits(path, query, parsed.ok, revisionName));
    }
  }
  const found = Object.keys(templates).length > 0 || recordOf(scaledObject) !== undefined;
  return { edits, problems, templates: found ? JSON.stringify(templates) : undefined };
}

/**
 * The template of a query: the text itself, or what an earlier rendering recorded, as long as the
 * query is still what that rendering made of it.
 */
function templateOf(scaledObject: JsonObject, index: number, query: string): string {
  const earlier = stringAt(scaledObject, ['metadata', 'labels', serving.revision]);
  const record = recordOf(scaledObject);
  const recorded = record === undefined ? undefined : recordedTemplate(record, index);
  if (recorded === undefined || earlier === undefined) return query;
  const parsed = parseQuery(recorded);
  return 'ok' in parsed && printQuery(parsed.ok, earlier) === query ? recorded : query;
}

function recordOf(scaledObject: JsonObject): string | undefined {
  return stringAt(scaledObject, ['metadata', 'annotations', revcast.queryTemplates]);
}

function recordedTemplate(record: string, index: number): string | undefined {
  try {
    return stringAt(JSON.parse(record) as Json, [String(index)]);
  } catch {
    return undefined;
  }
}

function queryEdits(path: Path, query: string, template: QueryTemplate, name: string): Edit[] {
  const value = printQuery(template, name);
  if (value === query) return [];
  const inPlace = query.replaceAll(plainAction, () => name) === value;
  if (!inPlace) return [{ op: 'set', path, value }];
  const actions = new Set(query.match(plainAction));
  return [...actions].map((find) => ({ op: 'substitute', path, find, replacement: name }));
}
