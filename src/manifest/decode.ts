import { Buffer, constants, isUtf8 } from 'node:buffer';
import { type Code, severityOf } from '../diagnostics/codes.ts';
import type { Finding } from '../diagnostics/types.ts';
import type { SourceText } from './types.ts';

/**
 * The text of a file, all of its bytes: encoding it again as UTF-8 gives them back, a byte order
 * mark included. What is not UTF-8 text is refused, not repaired.
 */
export function decodeText(
  name: string,
  bytes: Uint8Array,
): { readonly source: SourceText } | { readonly finding: Finding } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > constants.MAX_STRING_LENGTH) {
    const message = `the file has ${buffer.length} bytes, more than one text can hold`;
    return refusal('RC1903', { name, text: '' }, 0, message, 'Split it into several files');
  }
  const source = { name, text: buffer.toString('utf8') };
  const encoding = otherUnicode(buffer);
  if (encoding !== undefined) {
    const message = `the text is ${encoding}, where UTF-8 is expected`;
    return refusal('RC1901', source, 0, message, 'Save the file as UTF-8');
  }
  if (!isUtf8(buffer)) {
    const { index, byte } = firstInvalid(source.text, buffer);
    const message = `byte ${byte} (${hex(buffer[byte])}) is not UTF-8`;
    return refusal('RC1901', source, index, message, 'Save the file as UTF-8, or leave it out');
  }
  const nul = source.text.indexOf('\0');
  if (nul < 0) return { source };
  const message = `byte ${buffer.indexOf(0)} is NUL: the file is binary data`;
  return refusal('RC1902', source, nul, message, 'Leave the file out: manifests are text');
}

/** Windows' tools write UTF-16; where the text is ASCII, every other byte of it is 0. */
function otherUnicode(bytes: Buffer): string | undefined {
  const [a, b, c, d] = bytes;
  const [big, little] = [a === 0xfe && b === 0xff, a === 0xff && b === 0xfe];
  if ((a === 0 && b === 0 && c === 0xfe && d === 0xff) || (little && c === 0 && d === 0)) {
    return 'UTF-32';
  }
  const pattern = [a, b, c, d].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  return big || little || pattern === '0x0x' || pattern === 'x0x0' ? 'UTF-16' : undefined;
}

const replacement = Buffer.from('\uFFFD');

/** The first replacement character of the decoded text that the bytes don't hold themselves. */
function firstInvalid(text: string, bytes: Buffer): { index: number; byte: number } {
  let byte = 0;
  let from = 0;
  for (;;) {
    const index = text.indexOf('\uFFFD', from);
    byte += Buffer.byteLength(text.slice(from, index));
    if (!bytes.subarray(byte, byte + 3).equals(replacement)) return { index, byte };
    byte += 3;
    from = index + 1;
  }
}

function hex(byte = 0): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

function refusal(
  code: Code,
  { name, text }: SourceText,
  index: number,
  message: string,
  hint: string,
): { readonly finding: Finding } {
  const lines = text.slice(0, index).split('\n');
  const source = { file: name, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  return { finding: { code, severity: severityOf(code), path: [], message, hint, source } };
}
