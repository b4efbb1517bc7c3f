import { describe, expect, it } from 'vitest';
import { parseRequestUrl } from '../../src/go/url.ts';

describe('parseRequestUrl', () => {
  it.each([
    ['http://prom.default.svc:9090', 'http', 'prom.default.svc:9090'],
    ['HTTPS://prom/path?x=1#frag', 'https', 'prom'],
    ['http://user:pw@prom:9090/', 'http', 'prom:9090'],
    ['http://a@b@prom', 'http', 'prom'],
    ['http://x:', 'http', 'x:'],
    ['http://x:99999', 'http', 'x:99999'],
    ['http://[::1]:9090', 'http', '[::1]:9090'],
    ['http://[fe80::1%25en0]:80', 'http', '[fe80::1%25en0]:80'],
    ['http://[::1%25a%20b]', 'http', '[::1%25a%20b]'],
    ['http://é.example', 'http', 'é.example'],
    ['http://x/{{ .revisionName }}', 'http', 'x'],
    ['http://x?y/%zz', 'http', 'x'],
  ])('takes %s', (text, scheme, host) => {
    expect(parseRequestUrl(text)).toEqual({ scheme, host });
  });

  it.each([
    ['http://a b', 'host'],
    ['http://x#frag', 'host'],
    ['http://x:port', 'port'],
    ['http://x/%zz', 'percent-encoding'],
    ['http://x?y#%zz', 'percent-encoding'],
    ['http://%41', 'host'],
    ['http://us er@x', 'user name'],
    ['http://us%er@x', 'percent-encoding'],
    ['http://[1.2.3.4]', 'IPv6'],
    ['http://[::1', '"["'],
    ['http://x[::1]', '"["'],
    ['http://[::1]x', 'port'],
    ['http://[::1%25]', 'zone'],
    ['http://[::1%25%E9]', 'host'],
    ['http://x\n', 'control character'],
  ])('calls %j malformed for its %s', (text, reason) => {
    expect(parseRequestUrl(text)).toEqual({
      failure: 'malformed',
      reason: expect.stringContaining(reason),
    });
  });

  it.each([
    ['', 'scheme'],
    ['prom', 'scheme'],
    ['/path', 'scheme'],
    ['*', 'scheme'],
    ['://x', 'scheme'],
    ['1http://x', 'scheme'],
    ['  http://x', 'scheme'],
    ['prom:9090', 'host'],
    ['localhost:9090/x', 'host'],
    ['http:/x', 'host'],
    ['http://', 'host'],
    ['http:///x', 'host'],
    ['http://:9090', 'host'],
    ['http://user@', 'host'],
  ])('misses in %j the %s', (text, failure) => {
    expect(parseRequestUrl(text)).toMatchObject({ failure });
  });
});
