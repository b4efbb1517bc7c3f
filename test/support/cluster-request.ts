import { Agent, request } from 'node:https';
import type { JsonObject } from '../../src/json.ts';

/** Where an API server is, and how to be let in. */
export interface Access {
  readonly server: string;
  readonly authority: string;
  readonly token: string;
}

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** Asks the API server: `ask('GET', '/api/v1/namespaces')`. Any status is an answer. */
export type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<Answer>;

/** Not the client under test: what it does is checked through this one. PATCH is a merge patch. */
export function createAsk({ server, authority, token }: Access): Ask {
  const agent = new Agent({ ca: authority, keepAlive: true });
  return async (method, path, body) =>
    await new Promise((resolve, reject) => {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const text = body === undefined ? '' : JSON.stringify(body);
      const sent = request(
        new URL(path, server),
        {
          method,
          agent,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': type,
            // Node gives a DELETE none by itself, and what follows would be read as its body.
            'content-length': Buffer.byteLength(text),
          },
          timeout: 30_000,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, body: asObject(text) });
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)));
      sent.on('error', reject);
      sent.end(text);
    });
}

/** `/readyz` and its kind answer in plain text. */
function asObject(text: string): JsonObject {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
