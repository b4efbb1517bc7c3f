import { isIPv6 } from './ipv6.ts';

/** What a URL with a host holds. */
export interface RequestUrl {
  /** In lower case. */
  readonly scheme: string;
  /** With the port, as written. */
  readonly host: string;
}

export type UrlFailure =
  /** Go refuses it. */
  | { readonly failure: 'malformed'; readonly reason: string }
  /** Go reads it, if at all, as something that has no scheme or no host. */
  | { readonly failure: 'scheme' }
  | { readonly failure: 'host'; readonly scheme: string };

/** Go's `url.ParseRequestURI` and `url.Parse`, as far as both take a URL and it has a host. */
export function parseRequestUrl(text: string): RequestUrl | UrlFailure {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Go refuses.
  if (/[\u0000-\u001f\u007f]/.test(text)) return malformed('it holds a control character');
  const [, scheme, rest = ''] = /^([a-zA-Z][a-zA-Z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  if (scheme === undefined) return { failure: 'scheme' };
  const [, authority, path = ''] = /^\/\/([^/?]*)([^?]*)/.exec(rest) ?? [];
  if (authority === undefined) return { failure: 'host', scheme };
  const fragment = text.slice(text.indexOf('#') + 1 || text.length);
  const reason =
    badEscape(path) ?? badEscape(fragment) ?? badUser(authority) ?? badHost(hostOf(authority));
  if (reason !== undefined) return malformed(reason);
  const host = hostOf(authority);
  if (/^(:|$)/.test(host)) return { failure: 'host', scheme };
  return { scheme: scheme.toLowerCase(), host };
}

function malformed(reason: string): UrlFailure {
  return { failure: 'malformed', reason };
}

function hostOf(authority: string): string {
  return authority.slice(authority.lastIndexOf('@') + 1);
}

function badEscape(text: string): string | undefined {
  const found = /%(?![0-9a-fA-F]{2}).{0,2}/su.exec(text)?.[0];
  return found === undefined ? undefined : `${JSON.stringify(found)} is no percent-encoding`;
}

function badUser(authority: string): string | undefined {
  const user = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
  if (!/^[\w.~!$&'()*+,;=:%@-]*$/.test(user)) return 'the user name or password is not encoded';
  return badEscape(user);
}

function badHost(host: string): string | undefined {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return 'there is a "[" inside the host';
  if (bracket === 0) return badBracketed(host);
  // From the first colon on, as Go does since 1.26: two ports never work.
  const port = /:.*$/s.exec(host)?.[0] ?? '';
  return badPort(port) ?? badName(host);
}

function badBracketed(host: string): string | undefined {
  const close = host.lastIndexOf(']');
  if (close < 0) return 'the host has a "[" without a "]"';
  const address = host.slice(1, close);
  const [, bare = address, zone] = /^(.*?)%25(.*)$/s.exec(address) ?? [];
  const port = badPort(host.slice(close + 1));
  const badZone = zone === undefined ? undefined : badZoneName(zone);
  const badAddress = isIPv6(bare) ? undefined : `${JSON.stringify(bare)} is no IPv6 address`;
  return port ?? badZone ?? badAddress;
}

function badPort(port: string): string | undefined {
  return /^(:\d*)?$/.test(port) ? undefined : `${JSON.stringify(port)} is no port`;
}

// What Go leaves unescaped in a host.
const hostCharacter = /[\w.~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}-]/u;

/** Percent-encoding is for what is not ASCII, and for the percent sign. */
function badName(host: string): string | undefined {
  const rest = host.replace(/%(?:[89a-fA-F][0-9a-fA-F]|25)/g, '');
  return badCharacter(rest);
}

/** A zone may encode whatever may stand in a host as it is, and the space, but only in ASCII. */
function badZoneName(zone: string): string | undefined {
  if (zone === '') return 'the zone of the IPv6 address is empty';
  const decoded = zone.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => {
    const byte = Number.parseInt(hex, 16);
    if (byte >= 0x80) return '%';
    return byte === 0x20 || byte === 0x25 ? '' : String.fromCharCode(byte);
  });
  return badCharacter(decoded);
}

function badCharacter(text: string): string | undefined {
  for (const character of text) {
    if (!hostCharacter.test(character)) return `${JSON.stringify(character)} is not for hosts`;
  }
  return undefined;
}
