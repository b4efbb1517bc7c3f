import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtCommand, ended, revcast } from '../support/revcast.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'revcast-page-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the command writes one page that may load nothing, the same each time', async () => {
  const args = ['review', '--format', 'html', 'examples/cpu', '--out', join(folder, 'page.html')];
  expect(await revcast(args)).toMatchObject({ status: 0, stdout: '' });
  const page = readFileSync(join(folder, 'page.html'), 'utf8');
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain("default-src 'none'; script-src 'sha256-");
  expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="(?!data:)/);
  const { stdout } = await revcast(args.slice(0, 4));
  expect(stdout).toBe(page);
});

test('the page has the licences of what it holds', async () => {
  const { stdout } = await revcast(['review', '--format', 'html', 'examples/cpu']);
  for (const name of ['Apache ECharts', 'zrender', 'Apache License', 'Mike Bostock', 'diff ']) {
    expect(stdout, name).toContain(name);
  }
});

test('without its page the command says how to make it', async () => {
  const built = dirname(builtCommand());
  for (const name of readdirSync(built).filter((name) => name.endsWith('.cjs'))) {
    cpSync(join(built, name), join(folder, 'dist', name));
  }
  const args = [join(folder, 'dist', 'main.cjs'), 'review', '--format', 'html', 'examples/cpu'];
  const { status, stderr, stdout } = await ended(process.execPath, args);
  expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
  expect(stderr).toMatch(/page\.html: no such file or directory; npm run build makes the page/);
});
