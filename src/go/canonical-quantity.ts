import { formatQuantity, parseQuantity } from './quantity.ts';

/** Where all spellings of a value agree on this one: most quantities of most manifests. */
const canonical = /^(0|[1-9]\d{0,2}m?|[1-9]\d{0,2}[KMGT]i)$/;

export function isQuantity(text: string): boolean {
  return canonical.test(text) || parseQuantity(text) !== undefined;
}

/**
 * A quantity in one form for all quantities of the same value, whatever their format: `0.05` and
 * `50m` are `50m`, `1024Mi` and `1073741824` are `1Gi`. undefined: it is no quantity.
 */
export function canonicalQuantity(text: string): string | undefined {
  if (canonical.test(text)) return text;
  const quantity = parseQuantity(text);
  if (quantity === undefined) return undefined;
  const binary = formatQuantity({ ...quantity, format: 'BinarySI' });
  return binary?.endsWith('i') ? binary : formatQuantity({ ...quantity, format: 'DecimalSI' });
}
