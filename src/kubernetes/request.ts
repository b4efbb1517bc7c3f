import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { isObject, type JsonObject } from '../json.ts';
import type { Access, Connection } from './connection.ts';
import { ApiError, errorOfAnswer } from './errors.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: JsonObject;
  /** Of the body; JSON when absent. */
  readonly contentType?: string;
  /** Milliseconds that the head of the answer may take, and then the body read by `send`. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

const defaultTimeout = 30_000;

/** The whole answer. Throws `ApiError` when it isn't 2xx, and what node throws when there is none. */
export async function send(connection: Connection, call: Call): Promise<JsonObject> {
  const answer = await open(connection, call);
  const object: unknown = JSON.parse(await textOf(answer, call));
  if (!isObject(object)) throw new ApiError(502, '', 'The answer is JSON, but not an object.');
  return object;
}

/** An answer of 2xx whose body is still to be read; one that isn't read must be destroyed. */
export async function open(connection: Connection, call: Call): Promise<IncomingMessage> {
  const access = await connection.access();
  const answer = await exchange(connection, access, call);
  return answer.statusCode === 401
    ? accepted(await askAgain(connection, access, call, answer), call)
    : accepted(answer, call);
}

/** A token that was replaced since we read it: the new one is tried at once, when there is one. */
async function askAgain(
  connection: Connection,
  refused: Access,
  call: Call,
  answer: IncomingMessage,
): Promise<IncomingMessage> {
  connection.renew(refused);
  const access = await connection.access();
  const same =
    access.agent === refused.agent &&
    access.headers.authorization === refused.headers.authorization;
  if (same) return answer;
  answer.resume();
  return exchange(connection, access, call);
}

async function accepted(answer: IncomingMessage, call: Call): Promise<IncomingMessage> {
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return answer;
  const said = await textOf(answer, call).catch(() => '');
  throw errorOfAnswer(status, answer.headers['retry-after'], said);
}

/** A request and the head of its answer. */
function exchange(connection: Connection, access: Access, call: Call): Promise<IncomingMessage> {
  const { method, path, body, timeout = defaultTimeout, signal } = call;
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers = {
    ...access.headers,
    accept: 'application/json',
    'user-agent': 'revcast',
    ...(payload && {
      'content-type': call.contentType ?? 'application/json',
      'content-length': payload.length,
    }),
  };
  const url = new URL(connection.server + path);
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: access.agent, ...(signal && { signal }) };
    const request = (url.protocol === 'https:' ? https : http).request(url, options);
    const limit = setTimeout(() => request.destroy(lateError(method, path)), timeout);
    // Stays for the life of the socket: an error without a listener would end the program.
    request.on('error', reject);
    request.once('close', () => clearTimeout(limit));
    request.once('response', (answer) => {
      clearTimeout(limit);
      answer.on('error', () => {});
      resolve(answer);
    });
    request.end(payload);
  });
}

async function textOf(answer: IncomingMessage, call: Call): Promise<string> {
  const { method, path, timeout = defaultTimeout } = call;
  const limit = setTimeout(() => answer.destroy(lateError(method, path)), timeout);
  try {
    return await text(answer);
  } finally {
    clearTimeout(limit);
  }
}

function lateError(method: string, path: string): Error {
  return Object.assign(new Error(`${method} ${path}: no answer in time`), { code: 'ETIMEDOUT' });
}
