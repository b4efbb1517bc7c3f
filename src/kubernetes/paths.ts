import type { Resource, Scope } from './types.ts';

export type Query = Readonly<Record<string, string | undefined>>;

/** The path of a collection, or with a name that of one object, and its query. */
export function pathOf(
  { group, version, plural }: Resource,
  namespace: string | undefined,
  name?: string,
  query: Query = {},
): string {
  const steps = [
    ...(group === '' ? ['api'] : ['apis', group]),
    version,
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    plural,
    ...(name === undefined ? [] : [name]),
  ];
  const search = queryText(query);
  return `/${steps.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

/** The path of the objects in a scope. */
export function pathOfAll(resource: Resource, scope: Scope, query: Query): string {
  const { namespace, labelSelector, fieldSelector } = scope;
  return pathOf(resource, namespace, undefined, { labelSelector, fieldSelector, ...query });
}

function queryText(query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, value);
  return search.toString();
}
