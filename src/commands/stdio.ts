import { Buffer } from 'node:buffer';
import { fstatSync, readSync, writeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { codeOf } from '../diagnostics/system.ts';

/** How much is read, or handed to the system, at once. */
const batchSize = 1 << 20;

/**
 * All bytes of standard input. Read directly: making the stream object takes a tenth of the time of
 * a small rendering. Only where reading would block, and so fails, the stream is used.
 */
export async function readAll(descriptor: number, stream: () => Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  if (!readNow(descriptor, chunks)) {
    for await (const chunk of stream()) chunks.push(chunk);
  }
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
}

/** Reads what can be read without waiting; false when there is more to come. */
function readNow(descriptor: number, chunks: Uint8Array[]): boolean {
  // One more than a file has, so that its end is found without another chunk. A pipe says 0.
  let chunk = Buffer.allocUnsafe(Math.max(1 << 16, fstatSync(descriptor).size + 1));
  let length = 0;
  try {
    for (;;) {
      const read = readSync(descriptor, chunk, length, chunk.length - length, null);
      if (read === 0) return true;
      length += read;
      if (length < chunk.length) continue;
      chunks.push(chunk);
      chunk = Buffer.allocUnsafe(batchSize);
      length = 0;
    }
  } catch (error) {
    if (codeOf(error) === 'EOF') return true;
    if (codeOf(error) !== 'EAGAIN') throw error;
    return false;
  } finally {
    chunks.push(chunk.subarray(0, length));
  }
}

/**
 * Writes all pieces. A reader that has seen enough (`| head`) is no failure; anything else throws.
 */
export async function writeAll(
  descriptor: number,
  stream: () => Writable,
  pieces: readonly string[],
): Promise<void> {
  try {
    for (const batch of batches(pieces)) await writeBatch(descriptor, stream, batch);
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw error;
  }
}

/**
 * Pieces as bytes, many small ones together. Every batch stands in the same memory: it has to be
 * written before the next one is asked for.
 */
function* batches(pieces: readonly string[]): Generator<Uint8Array> {
  const batch = Buffer.allocUnsafe(batchSize);
  let length = 0;
  for (const part of parts(pieces)) {
    if (length + part.length * maxBytes > batch.length) {
      yield batch.subarray(0, length);
      length = 0;
    }
    length += batch.write(part, length);
  }
  yield batch.subarray(0, length);
}

/** Of a UTF-16 code unit in UTF-8. */
const maxBytes = 3;

/** Pieces cut to what fits into a batch, and never between the halves of a character. */
function* parts(pieces: readonly string[]): Generator<string> {
  const longest = Math.floor(batchSize / maxBytes);
  for (const piece of pieces) {
    let start = 0;
    while (piece.length - start > longest) {
      const end = start + longest;
      const isSplit = /[\ud800-\udbff]/.test(piece.charAt(end - 1));
      yield piece.slice(start, isSplit ? end - 1 : end);
      start = isSplit ? end - 1 : end;
    }
    yield start === 0 ? piece : piece.slice(start);
  }
}

async function writeBatch(
  descriptor: number,
  stream: () => Writable,
  bytes: Uint8Array,
): Promise<void> {
  const rest = writeNow(descriptor, bytes);
  if (rest.length === 0) return;
  await new Promise<void>((resolve, reject) => {
    const out = stream().once('error', reject);
    out.write(rest, (failure) => {
      if (failure) return reject(failure);
      out.off('error', reject);
      resolve();
    });
  });
}

/** Writes what can be written without waiting, and returns the rest. */
function writeNow(descriptor: number, bytes: Uint8Array): Uint8Array {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error;
  }
  return rest;
}

/** Tells people something. Where nobody listens there is nothing to be done about it. */
export function tell(descriptor: number, stream: () => Writable, text: string): void {
  try {
    const rest = writeNow(descriptor, Buffer.from(text));
    if (rest.length > 0) stream().write(rest);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}
