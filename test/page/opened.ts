import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { printHtml } from '../../src/review/format/html.ts';
import type { Review } from '../../src/review/types.ts';
import { findProgram } from '../support/programs.ts';
import { builtCommand } from '../support/revcast.ts';

export const browserProgram: string | undefined = findProgram('chromium');

/** A page in a browser, and everything that it should not have done. */
export interface Opened {
  readonly page: Page;
  /** Errors, warnings and requests beyond the page's own file. */
  readonly complaints: readonly string[];
}

export interface Pages {
  readonly open: (html: string, hash?: string, options?: BrowserContextOptions) => Promise<Opened>;
  readonly close: () => Promise<void>;
}

export function pageOf(review: Review): string {
  return printHtml(review, readFileSync(join(dirname(builtCommand()), 'page.html'), 'utf8'));
}

export async function startBrowser(): Promise<Pages> {
  const folder = mkdtempSync(join(tmpdir(), 'revcast-page-'));
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-component-update'];
  const executablePath = browserProgram ?? '';
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [...args, '--disable-background-networking', '--disable-sync'],
  });
  let count = 0;
  return {
    open: async (html, hash = '', options = {}) => {
      const file = join(folder, `${++count}.html`);
      writeFileSync(file, html);
      const context = await browser.newContext({
        timezoneId: 'Europe/Paris',
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(pathToFileURL(file).href) && !url.startsWith('data:')) {
          complaints.push(url);
        }
      });
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.goto(pathToFileURL(file).href + hash);
      return { page, complaints };
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}
