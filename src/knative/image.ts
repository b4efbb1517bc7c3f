import { isIPv6 } from '../go/ipv6.ts';

/**
 * Image references as Knative's webhook parses them (google/go-containerregistry `pkg/name`, weakly):
 * with a tag, with a digest, with both or with neither.
 */
export function isImageReference(text: string): boolean {
  return isTagged(text) || isDigested(text);
}

const digest = /^sha256:[a-f0-9]{64}$/;
const tag = /^[-A-Za-z0-9_.]{1,128}$/;
const repository = /^[-a-z0-9_./]{2,255}$/;
/** What `net/url` takes for a host and leaves as it is. After the last colon there is a port. */
const host = /^(?!.*:[^:]*[^:\d][^:]*$)[^[/?#@%{}|\\^`]*$/u;
const address = /^\[([^[\]]*)\](?::\d*)?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what net/url refuses.
const control = /[\u0000-\u0020\u007f]/;

function isTagged(text: string): boolean {
  const colon = text.lastIndexOf(':');
  const hasTag = colon >= 0 && !text.slice(colon).includes('/');
  if (!hasTag) return isRepository(text);
  const name = text.slice(colon + 1);
  return (name === '' || tag.test(name)) && isRepository(text.slice(0, colon));
}

function isDigested(text: string): boolean {
  const [base = '', sum = '', ...more] = text.split('@');
  return more.length === 0 && digest.test(sum) && (isTagged(base) || isRepository(base));
}

/** What has a dot or a colon before its first slash starts with a registry. */
function isRepository(text: string): boolean {
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  if (!/[.:]/.test(first)) return repository.test(text);
  const isHost = host.test(first) || isIPv6(address.exec(first)?.[1] ?? '');
  return isHost && !control.test(first) && repository.test(text.slice(slash + 1));
}
