import { isObject, type JsonObject, stringAt } from '../json.ts';
import type { Connection } from './connection.ts';
import { isExpired } from './errors.ts';
import { pathOfAll } from './paths.ts';
import { send } from './request.ts';
import type { Page, Resource, Scope } from './types.ts';

/** As client-go's pager has it. */
const limit = '500';

/** Continue tokens live about five minutes: a list that expires twice is never going to end. */
const restarts = 2;

/**
 * Reads a list page by page, as of one moment: no resourceVersion is asked for, so that nothing
 * older than what was read before can come back. When a continue token has expired, the list
 * starts again from its first page, which then has another resourceVersion: pages of different
 * resourceVersions are not of the same list.
 */
export async function* pages(
  connection: Connection,
  resource: Resource,
  scope: Scope,
  signal?: AbortSignal,
): AsyncGenerator<Page, void, undefined> {
  let token: string | undefined;
  let expired = 0;
  for (;;) {
    const path = pathOfAll(resource, scope, { limit, continue: token });
    let list: JsonObject;
    try {
      list = await send(connection, { method: 'GET', path, ...(signal && { signal }) });
    } catch (error) {
      if (!isExpired(error) || token === undefined || ++expired > restarts) throw error;
      token = undefined;
      continue;
    }
    token = stringAt(list, ['metadata', 'continue']) || undefined;
    yield pageOf(list, resource);
    if (token === undefined) return;
  }
}

function pageOf(list: JsonObject, resource: Resource): Page {
  const items = Array.isArray(list.items) ? list.items.filter(isObject) : [];
  return {
    items: items.map((item) => withKind(item, resource)),
    resourceVersion: stringAt(list, ['metadata', 'resourceVersion']) ?? '',
  };
}

/** Items of a list of built-in kinds don't say what they are. */
function withKind(item: JsonObject, { group, version, kind }: Resource): JsonObject {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return item.kind === undefined ? { apiVersion, kind, ...item } : item;
}
