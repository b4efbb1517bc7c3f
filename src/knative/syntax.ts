/** The kinds of names that Kubernetes knows (k8s.io/apimachinery `pkg/util/validation`). */

const dns1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const dns1123 = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
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
  return text.length <= longestSubdomain && subdomain.test(text);
}

/** `name` or `prefix/name`: a key of labels and, in lower case, of annotations. */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  if (name.length > longestLabel || !word.test(name)) return false;
  return slash < 0 || isDns1123Subdomain(text.slice(0, slash));
}

export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= longestLabel && word.test(text));
}
