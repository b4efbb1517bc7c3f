import type { JsonNode } from './json-node.ts';
import type { ScalarType } from './json-schema.ts';
import { parseQuantity, printQuantity } from './quantity.ts';

type Scalar =
  | { readonly value: string | boolean | number }
  /** What the type would have taken. */
  | { readonly expected: string };

/** What a Go type of one value makes of a JSON value other than null. */
export function decodeScalar(node: JsonNode, type: ScalarType): Scalar {
  switch (type) {
    case 'string':
      return node.type === 'string' ? { value: node.value } : { expected: 'a string' };
    case 'bool':
      return node.type === 'bool' ? { value: node.value } : { expected: 'true or false' };
    case 'int32':
      return decodeInteger(node, 32);
    case 'int64':
      return decodeInteger(node, 64);
    case 'quantity':
      return decodeQuantity(node);
    case 'time':
      return decodeTime(node);
  }
}

/** `60.0` and `6e1` are no integers to Go. */
function decodeInteger(node: JsonNode, bits: 32 | 64): Scalar {
  if (node.type !== 'number' || !/^-?\d+$/.test(node.raw)) return { expected: 'an integer' };
  const fits = BigInt.asIntN(bits, BigInt(node.raw)) === BigInt(node.raw);
  return fits ? { value: Number(node.raw) + 0 } : { expected: `an integer of ${bits} bits` };
}

/** A number or a string; Go looks at the string as it is written, escapes and all. */
function decodeQuantity(node: JsonNode): Scalar {
  const raw =
    node.type === 'string' ? node.raw.slice(1, -1) : node.type === 'number' ? node.raw : '';
  const quantity = parseQuantity(raw.replace(/^ +| +$/g, ''));
  if (quantity === undefined) return { expected: 'a quantity such as "0.1" or "100m"' };
  return { value: printQuantity(quantity) };
}

const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)T([01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[-+](?:[01]\d|2[0-4]):[0-5]\d)$/;

function decodeTime(node: JsonNode): Scalar {
  const match = node.type === 'string' ? rfc3339.exec(node.value) : null;
  const [text, year, month, day] = match ?? [];
  const exists =
    text !== undefined && Number(day) >= 1 && Number(day) <= daysOf(Number(year), Number(month));
  return exists ? { value: text } : { expected: 'a time such as "2026-01-31T12:00:00Z"' };
}

function daysOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
