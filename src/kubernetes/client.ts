import type { Connection } from './connection.ts';
import { ApiError } from './errors.ts';
import { pages } from './pages.ts';
import { pathOf, type Query } from './paths.ts';
import { type Call, send } from './request.ts';
import type { Client, Patch, WriteOptions } from './types.ts';

/** Reads and writes one object at a time. */
export function createClient(connection: Connection): Client {
  const ask = (call: Call) => send(connection, call);
  return {
    get: (resource, namespace, name) =>
      absentAs(undefined, ask({ method: 'GET', path: pathOf(resource, namespace, name) })),
    create: (resource, namespace, body, options) => {
      const path = pathOf(resource, namespace, undefined, writeQuery(options));
      return ask({ method: 'POST', path, body });
    },
    patch: (resource, namespace, name, patch, options) => {
      const query = { ...writeQuery(options), ...(patch.type === 'apply' && forceQuery(patch)) };
      const path = pathOf(resource, namespace, name, query);
      return ask({ method: 'PATCH', path, body: patch.body, contentType: patchTypes[patch.type] });
    },
    remove: async (resource, namespace, name, preconditions) => {
      const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { ...preconditions } };
      const path = pathOf(resource, namespace, name);
      await absentAs(undefined, ask({ method: 'DELETE', path, body }));
    },
    list: (resource, scope) => pages(connection, resource, scope),
  };
}

/** JSON is YAML: the API server knows applied configurations by this type only. */
const patchTypes = {
  merge: 'application/merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

function writeQuery({ fieldManager, dryRun }: WriteOptions): Query {
  return { fieldManager, dryRun: dryRun ? 'All' : undefined };
}

function forceQuery({ force }: Extract<Patch, { type: 'apply' }>): Query {
  return { force: String(force) };
}

async function absentAs<Found, Absent>(
  absent: Absent,
  answer: Promise<Found>,
): Promise<Found | Absent> {
  try {
    return await answer;
  } catch (error) {
    // A resource that isn't installed is answered with a bare 404.
    if (error instanceof ApiError && error.reason === 'NotFound') return absent;
    throw error;
  }
}
