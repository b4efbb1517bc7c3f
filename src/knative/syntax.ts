/** The kinds of names that Kubernetes knows (k8s.io/apimachinery `pkg/util/validation`). */

const dns1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const dns1123 = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const word = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const longestLabel = 63;
const longestSubdomain = 253;

/** Starts with a letter: what names a Service. */
export function isDns1035Label(text: string): boolean {
  return text.length <= longestLabel && dns1035.test(text);
}

/** May start with a digit: what names a volume. */
export function isDns1123Label(text: string): boolean {
  return text.length <= longestLabel && dns1123.test(text);
}

/** Labels with dots between them. */
export function isDns1123Subdomain(text: string): boolean {
  return text.length <= longestSubdomain && text.split('.').every((label) => dns1123.test(label));
}

/** `name` or `prefix/name`: a key of labels and, in lower case, of annotations. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2 || name.length > longestLabel || !word.test(name)) return false;
  return parts.length === 1 || isDns1123Subdomain(parts[0] ?? '');
}

export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= longestLabel && word.test(text));
}
