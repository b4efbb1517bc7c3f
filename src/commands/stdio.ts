import { Buffer } from 'node:buffer';
import { readSync, writeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { codeOf } from '../diagnostics/system.ts';

/** How much is read, or handed to the system, at once. */
const batchSize = 1 << 20;

/**
 * All bytes of standard input. Read directly: making the stream object takes a tenth of the time of
 * a small rendering. Only where reading would not block, and so fails, the stream is used.
 */
export async function readAll(descriptor: number, stream: () => Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunks.length === 0 ? 1 << 16 : batchSize);
      const length = readSync(descriptor, chunk, 0, chunk.length, null);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, length));
    }
  } catch (error) {
    if (codeOf(error) === 'EOF') return Buffer.concat(chunks);
    if (codeOf(error) !== 'EAGAIN') throw error;
  }
  for await (const chunk of stream()) chunks.push(chunk);
  return Buffer.concat(chunks);
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
    for (const batch of batches(pieces)) await writeBatch(descriptor, stream, Buffer.from(batch));
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw error;
  }
}

function* batches(pieces: readonly string[]): Generator<string> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < batchSize) continue;
    yield batch;
    batch = '';
  }
  yield batch;
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
