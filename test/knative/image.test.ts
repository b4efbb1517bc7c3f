import { expect, test } from 'vitest';
import { isImageReference } from '../../src/knative/image.ts';

const sum = '0123456789abcdef'.repeat(4);

test.each([
  'nginx',
  'nginx:1.27',
  'nginx:',
  'library/nginx',
  'example.com/a/b:v1',
  'example.com:5000/app',
  'localhost:5000/app',
  '[::1]:5000/app',
  '10.0.0.1/app',
  'EXAMPLE.com/app',
  'ko://github.com/knative/app',
  `app@sha256:${sum}`,
  `example.com/app:v1@sha256:${sum}`,
  `app:${'v'.repeat(128)}`,
])('%s is a reference', (text) => {
  expect(isImageReference(text)).toBe(true);
});

test.each([
  '',
  'a',
  'App',
  'app:v 1',
  `app:${'v'.repeat(129)}`,
  'x'.repeat(256),
  '{{ .Values.image }}',
  '$(IMAGE)',
  'https//a b',
  'example.com:port/app',
  'exa mple.com/app',
  'user@example.com/app',
  'example.com/App',
  'example.com/a',
  '[::x]/app',
  '[::1/app',
  `app@sha256:${sum.slice(1)}`,
  `app@sha256:${sum.toUpperCase()}`,
  `app@sha512:${sum}${sum}`,
  `app@sha256:${sum}@sha256:${sum}`,
])('%s is none', (text) => {
  expect(isImageReference(text)).toBe(false);
});
