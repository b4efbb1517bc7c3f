import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/manifest/decode.ts';

function refusal(bytes: Uint8Array): { code: string; at: string; message: string } {
  const decoded = decodeText('f.yaml', bytes);
  if ('source' in decoded) throw new Error(`accepted ${JSON.stringify(decoded.source.text)}`);
  const { code, source, message } = decoded.finding;
  return { code, at: `${source?.line}:${source?.column}`, message };
}

describe('text', () => {
  test('every UTF-8 text keeps its bytes, a byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (body, mark) => {
        const bytes = Buffer.from((mark ? '\uFEFF' : '') + body.replaceAll('\0', ''));
        const decoded = decodeText('f.yaml', bytes);
        return 'source' in decoded && Buffer.from(decoded.source.text).equals(bytes);
      }),
    );
  });

  test('a part of a larger buffer is read as that part', () => {
    const whole = Buffer.from('xxa: 1\nyy');
    expect(decodeText('f', whole.subarray(2, 7))).toEqual({
      source: { name: 'f', text: 'a: 1\n' },
    });
  });
});

describe('not text', () => {
  test.each([
    [
      'a Latin-1 byte',
      Buffer.from('a: 1\nb: \xe9t\xe9\n', 'latin1'),
      'RC1901',
      '2:4',
      'byte 8 (0xe9)',
    ],
    [
      'behind a real U+FFFD',
      Buffer.from([0xef, 0xbf, 0xbd, 0x0a, 0xff]),
      'RC1901',
      '2:1',
      'byte 4 (0xff)',
    ],
    ['a cut character', Buffer.from('a: €').subarray(0, 5), 'RC1901', '1:4', 'byte 3 (0xe2)'],
    [
      'an encoded surrogate',
      Buffer.from([0x61, 0xed, 0xa0, 0x80]),
      'RC1901',
      '1:2',
      'byte 1 (0xed)',
    ],
    ['UTF-16 with a mark', Buffer.from('\uFEFFa: 1', 'utf16le'), 'RC1901', '1:1', 'UTF-16'],
    ['UTF-16 without one', Buffer.from('a: 1', 'utf16le'), 'RC1901', '1:1', 'UTF-16'],
    ['UTF-16, big-endian', Buffer.from('a: 1', 'utf16le').swap16(), 'RC1901', '1:1', 'UTF-16'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'RC1901', '1:1', 'UTF-32'],
    ['NUL', Buffer.from('a: 1\nb: é\0'), 'RC1902', '2:5', 'byte 10 is NUL'],
  ])('%s', (_, bytes, code, at, message) => {
    const found = refusal(bytes);
    expect(found).toMatchObject({ code, at });
    expect(found.message).toContain(message);
  });

  test('the first bad byte is found whatever stands before it', () => {
    const text = fc.string({ unit: 'grapheme' }).map((s) => s.replaceAll('\0', ''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const head = Buffer.from(`# ${before}`);
        const { message } = refusal(Buffer.concat([head, Buffer.from([0xc0]), Buffer.from(after)]));
        return message.startsWith(`byte ${head.length} (0xc0)`);
      }),
    );
  });
});
