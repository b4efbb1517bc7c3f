import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAll, tell, writeAll } from '../../src/commands/stdio.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'revcast-stdio-'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function neverNeeded(): never {
  throw new Error('the stream is made only where reading would block');
}

/** Runs with a pipe that would block, both for reading, being empty, and for writing, being full. */
async function withPipe<T>(use: (descriptor: number) => Promise<T>): Promise<T> {
  const descriptor = openSync(join(folder, 'pipe'), constants.O_RDWR | constants.O_NONBLOCK);
  try {
    return await use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function withFile<T>(flags: string, use: (descriptor: number) => Promise<T>): Promise<T> {
  const descriptor = openSync(join(folder, 'file'), flags);
  try {
    return await use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const bytes = fc.uint8Array({ maxLength: 200_000, size: 'max' });

describe('standard input', () => {
  test('a file of any size is read as it is', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        writeFileSync(join(folder, 'file'), content);
        const read = await withFile('r', (descriptor) => readAll(descriptor, neverNeeded));
        expect(Buffer.from(content).equals(read)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('what comes in chunks of any size, when waiting is needed, is the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 })), async (chunks) => {
        const read = await withPipe((descriptor) =>
          readAll(descriptor, () => Readable.from(chunks.map((chunk) => Buffer.from(chunk)))),
        );
        expect(Buffer.concat(chunks).equals(read)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('a failure is thrown, not taken for the end', async () => {
    await expect(readAll(9999, neverNeeded)).rejects.toThrow('EBADF');
  });
});

describe('standard output', () => {
  test('pieces of any number and size arrive in order', async () => {
    const pieces = fc.array(fc.string({ unit: 'grapheme', maxLength: 400_000 }), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(pieces, async (some) => {
        await withFile('w', (descriptor) => writeAll(descriptor, neverNeeded, some));
        expect(readFileSync(join(folder, 'file'), 'utf8')).toBe(some.join(''));
      }),
      { numRuns: 30 },
    );
  });

  test('a character that falls between two batches stays whole', async () => {
    const longest = Math.floor((1 << 20) / 3);
    for (const before of [longest - 2, longest - 1, longest]) {
      const text = `${'x'.repeat(before)}😀${'é€'.repeat(400_000)}`;
      await withFile('w', (descriptor) => writeAll(descriptor, neverNeeded, [text]));
      expect(readFileSync(join(folder, 'file'), 'utf8') === text, `${before}`).toBe(true);
    }
  });

  test('what does not fit into a full pipe goes on through the stream', async () => {
    const text = 'x'.repeat(150_000) + 'y'.repeat(150_000);
    await withPipe(async (descriptor) => {
      const late: Buffer[] = [];
      const stream = new Writable({
        write(chunk, _, done) {
          late.push(chunk);
          done();
        },
      });
      await writeAll(descriptor, () => stream, [text]);
      const early = Buffer.alloc(text.length);
      const length = readSync(descriptor, early);
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThan(text.length);
      expect(early.subarray(0, length).toString() + Buffer.concat(late).toString()).toBe(text);
    });
  });

  test('a stream that fails is a failure, unless nobody reads any more', async () => {
    const failing = (code: string): Writable =>
      new Writable({
        write(_chunk, _encoding, done) {
          done(Object.assign(new Error(code), { code }));
        },
      });
    await withPipe(async (descriptor) => {
      const text = 'x'.repeat(300_000);
      await writeAll(descriptor, () => failing('EPIPE'), [text]);
      await expect(writeAll(descriptor, () => failing('EIO'), [text])).rejects.toThrow('EIO');
    });
  });
});

describe('standard error', () => {
  test('closed, it is no reason to fail', () => {
    expect(() => tell(9999, neverNeeded, 'x')).not.toThrow();
  });
});
