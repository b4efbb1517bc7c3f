import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { pages } from '../../scripts/docs.ts';
import { codes } from '../../src/diagnostics/codes.ts';
import { version } from '../../src/version.ts';

test.each(await pages())('$path has the generated parts (npm run docs)', ({ path, text }) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('every code is of a documented range, and says what is wrong in one line', () => {
  for (const [code, { title }] of Object.entries(codes)) {
    expect(code).toMatch(/^RC[1-6]\d{3}$/);
    expect(title, code).toMatch(/^\S[^\n]*[^.\s]$/);
  }
});

test('the version is that of the package', () => {
  expect(version).toBe(packageJson.version);
});
