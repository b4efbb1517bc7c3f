import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, type Pages, pageOf, startBrowser } from './opened.ts';
import { shop } from './services.ts';

/** Texts whose contrast is less than WCAG's 4.5 to 1, as the browser computes the colours. */
const faint = `(() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (parts) => parts.slice(0, 3)
    .map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = rgb(getComputedStyle(one).backgroundColor);
      if (color.length === 3) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!own || !element.checkVisibility() || element.closest('script')) continue;
    const style = getComputedStyle(element);
    const color = element instanceof SVGElement ? style.fill : style.color;
    const [a, b] = [light(rgb(color)), light(ground(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) found.push(element.className + ' ' + element.textContent.slice(0, 30) + ' ' + contrast.toFixed(2));
  }
  return found;
})()`;

const ids = `[...document.querySelectorAll('[id]')].map(({ id }) => id)`;
const targets = `[...document.querySelectorAll('[for], [aria-labelledby], [aria-controls]')].map((element) =>
  element.getAttribute('for') ?? element.getAttribute('aria-labelledby') ?? element.getAttribute('aria-controls'))`;

describe.skipIf(browserProgram === undefined)('the page (skipped without chromium)', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await startBrowser();
  });
  afterAll(() => pages.close());

  async function opened(options: object): Promise<Page> {
    const hash = '#changed=no&open=shop%2Fcheckout&open=shop%2Fstock&open=shop%2Flegacy';
    const { page } = await pages.open(pageOf(shop()), hash, options);
    await page.locator('.details svg').nth(1).waitFor();
    await page.evaluate(
      `document.querySelectorAll('details').forEach((one) => { one.open = true; })`,
    );
    return page;
  }

  test.each(['light', 'dark'])(
    'has no text that is hard to read in the %s theme',
    async (colorScheme) => {
      const page = await opened({ colorScheme });
      expect(await page.evaluate(faint)).toEqual([]);
    },
  );

  test('names all that can be used, and refers to what is there', async () => {
    const page = await opened({});
    for (const role of ['button', 'combobox', 'searchbox', 'checkbox', 'link', 'region'] as const) {
      const named = page.getByRole(role, { name: /\S/ });
      expect(await named.count(), role).toBe(await page.getByRole(role).count());
    }
    const all: string[] = await page.evaluate(ids);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(await page.evaluate<string[]>(targets)));
  });

  test('is a table with a caption, row heads and column heads to assistive technology', async () => {
    const page = await opened({ viewport: { width: 390, height: 844 } });
    const table = page.getByRole('table', { name: 'How each Knative Service will scale' });
    expect(await table.getByRole('rowheader', { name: 'checkout' }).count()).toBe(1);
    const heads = await opened({}).then((wide) => wide.getByRole('columnheader').allTextContents());
    expect(heads.slice(0, 9)).toEqual(
      'Service Namespace Change Revision Mode Replicas Triggers Behaviour Findings'.split(' '),
    );
  });

  test('shows where the keyboard is', async () => {
    const page = await opened({});
    await page.keyboard.press('Tab');
    const outline = `getComputedStyle(document.activeElement).outlineStyle`;
    expect(await page.evaluate(outline)).toBe('solid');
  });
});
