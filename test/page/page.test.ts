import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reviewed, service } from '../review/reviewed.ts';
import { browserProgram, type Opened, type Pages, pageOf, startBrowser } from './opened.ts';
import { many, shop } from './services.ts';

const rows = '.services > tbody > tr:not(.details)';

describe.skipIf(browserProgram === undefined)('the page (skipped without chromium)', () => {
  let pages: Pages;
  let html: string;
  beforeAll(async () => {
    pages = await startBrowser();
    html = pageOf(shop());
  });
  afterAll(() => pages.close());

  const open = (hash = '', options = {}): Promise<Opened> => pages.open(html, hash, options);
  const shown = async (page: Page): Promise<string[]> =>
    await page.locator(`${rows}:visible .open`).allTextContents();

  test('shows first what changed, and says what it is compared with', async () => {
    const { page, complaints } = await open();
    expect(await page.title()).toBe('Scaling review against main');
    expect(await shown(page)).toEqual(['checkout', 'free', 'legacy', 'stock']);
    expect(await page.getByRole('status').textContent()).toBe('4 of 5 Services');
    expect(complaints).toEqual([]);
  });

  test('is searched by metric and by query, all words together, and the search is in the address', async () => {
    const { page } = await open('#changed=no');
    expect(await shown(page)).toHaveLength(5);
    await page.getByLabel('Search').fill('RATE(requests_total checkout');
    expect(await shown(page)).toEqual(['checkout']);
    expect(page.url()).toContain('search=RATE');
    await page.getByLabel('Search').fill('nothing is called so');
    expect(await shown(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await shown(page)).toHaveLength(5);
  });

  test('is filtered by change, mode and findings, from the controls and from the numbers above', async () => {
    const { page } = await open();
    await page.getByRole('combobox', { name: 'Change' }).selectOption('gone');
    expect(await shown(page)).toEqual(['legacy']);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('combobox', { name: 'Mode' }).selectOption('refused');
    expect(await shown(page)).toEqual(['stock']);
    await page.getByRole('link', { name: '1 error' }).click();
    expect(await shown(page)).toEqual(['stock']);
    await page.getByRole('link', { name: '1 same' }).click();
    expect(await shown(page)).toEqual(['cart']);
  });

  test('is sorted by a column one way, the other way, and not', async () => {
    const { page } = await open('#changed=no');
    const head = page.getByRole('columnheader', { name: 'Service' });
    const names = ['cart', 'checkout', 'free', 'legacy', 'stock'];
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect(await shown(page)).toEqual(names);
    await head.getByRole('button').click();
    expect(await shown(page)).toEqual(names.toReversed());
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBeNull();
    await page.getByRole('columnheader', { name: 'Replicas' }).getByRole('button').click();
    expect((await shown(page)).slice(0, 2)).toEqual(['free', 'checkout']);
  });

  test('opens details by keyboard, and Escape closes them and returns to the Service', async () => {
    const { page } = await open();
    const toggle = page.getByRole('button', { name: 'checkout' });
    await toggle.focus();
    await page.keyboard.press('Enter');
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    const details = page.getByRole('region', { name: 'Details of shop/checkout' });
    await details.getByRole('button', { name: 'Copy' }).focus();
    await page.keyboard.press('Escape');
    expect(await details.count()).toBe(0);
    expect(
      await toggle.evaluate((element) => element === element.ownerDocument.activeElement),
    ).toBe(true);
  });

  test('a link to a Service shows it, whatever the filters say', async () => {
    const { page } = await open('#search=nothing&open=shop%2Fcart');
    expect(await page.getByRole('region', { name: 'Details of shop/cart' }).isVisible()).toBe(true);
  });

  test('the details have both pictures, with what they show in words and as tables', async () => {
    const { page, complaints } = await open('#open=shop%2Fcheckout');
    const charts = page.locator('.details [role=img]');
    await page.locator('.details svg').nth(1).waitFor();
    const labels = await charts.evaluateAll((all) => all.map((chart) => chart.ariaLabel));
    expect(labels).toEqual([
      'Replicas over a day in UTC, limits 1–40. 00:00 to 06:40: 1–40; 06:40 to 10:00: 30–40; 10:00 to 11:15: 30–40; 11:15 to 14:00: 12–40; 14:00 to 00:00: 1–40.',
      expect.stringMatching(
        /^Desired replicas for prometheus .* ≤ 2275 per pod.* scales to 2 above 2502\.5, /,
      ),
    ]);
    await page.getByText('As a table').nth(1).click();
    expect(await page.getByRole('cell', { name: 'scales to 2 above 2502.5' }).isVisible()).toBe(
      true,
    );
    expect(complaints).toEqual([]);
  });

  test('the timeline shows a day or a week, by the clocks of the trigger or of the viewer', async () => {
    const { page } = await open('#open=shop%2Fcheckout');
    const chart = page.locator('.chart.timeline');
    await page.getByRole('button', { name: 'week' }).click();
    expect(await chart.getAttribute('aria-label')).toMatch(
      /^Replicas over a week in UTC.* Mon.06:40 to/,
    );
    await page.getByLabel('Time zone').selectOption('Europe/Paris');
    expect(await chart.getAttribute('aria-label')).toMatch(
      /^Replicas over a week in Europe\/Paris/,
    );
  });

  test('a tooltip tells what holds where the pointer is', async () => {
    const { page } = await open('#open=shop%2Fcheckout');
    const chart = page.locator('.chart.timeline');
    await chart.locator('svg').waitFor();
    const box = await chart.boundingBox();
    await chart.hover({ position: { x: 44 + ((box?.width ?? 0) - 60) * 0.4, y: 60 } });
    await page.locator('.tip').waitFor();
    expect(await page.locator('.tip').innerText()).toMatch(
      /^30–40 replicas\n06:40–10:00 UTC\ncron 06:40/,
    );
  });

  test('the ScaledObject is shown with what changed in it, marked by signs', async () => {
    const { page } = await open('#open=shop%2Fcheckout');
    expect(await page.locator('.diff del').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^−\s+threshold: "5"/),
    );
    expect(await page.locator('.diff ins').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^\+\s+threshold: "2275"/),
    );
    await page.getByRole('button', { name: 'whole' }).click();
    expect(await page.locator('.yaml pre').innerText()).toContain('kind: ScaledObject');
  });

  test('the findings of a Service are in its details, with code, place and what to do', async () => {
    const { page } = await open('#open=shop%2Fstock');
    const finding = page.locator('.details .findings li.error');
    expect(await finding.innerText()).toMatch(
      /RC\d{4}[\s\S]*"many"[\s\S]*shop\/services\.yaml:\d+:\d+/,
    );
  });

  test('the theme follows the system until another is chosen, which is kept', async () => {
    const { page } = await open('', { colorScheme: 'dark' });
    const ground = (): Promise<string> =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await ground();
    await page.getByRole('button', { name: 'light' }).click();
    const light = await ground();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await ground()).toBe(light);
  });

  test('what manifests say does nothing', async () => {
    const hostile = '</script><img src=x onerror=alert(1)>\u2028{b|c}"\'';
    const annotations = {
      'autoscaling.knative.dev/metric': 'm',
      'autoscaling.knative.dev/target': '5',
      'autoscaling.knative.dev/max-scale': '9',
      'autoscaling.knative.dev/prometheus-query': hostile,
      'autoscaling.knative.dev/trigger-prometheus-name': hostile,
    };
    const review = reviewed(service('web', annotations), service(hostile, annotations));
    const { page, complaints } = await pages.open(pageOf({ ...review, against: hostile }));
    for (const toggle of await page.locator('.open').all()) await toggle.click();
    await page.locator('.details svg').nth(1).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('.details pre').first().innerText()).toContain(hostile.slice(0, 20));
    expect(complaints).toEqual([]);
  });

  test('is readable on a phone, without scrolling sideways', async () => {
    const { page } = await open('#open=shop%2Fcheckout', { viewport: { width: 390, height: 844 } });
    await page.locator('.details svg').nth(1).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  test('without scripts the table, the cautions and the findings are there', async () => {
    const { page } = await open('', { javaScriptEnabled: false });
    expect(await page.locator(rows).count()).toBe(5);
    expect(await page.locator('.box.error li').count()).toBe(1);
    expect(await page.locator('.box.caution li').first().isVisible()).toBe(true);
  });

  test('a thousand Services are less than 3 MB, and are searched and sorted without delay', async () => {
    const big = pageOf(many(1000));
    expect(Buffer.byteLength(big)).toBeLessThan(3_000_000);
    const { page, complaints } = await pages.open(big);
    const took = async (action: string): Promise<number> =>
      await page.evaluate(
        `(() => { const start = performance.now(); ${action}; document.body.offsetHeight; return performance.now() - start; })()`,
      );
    const search = (text: string): string =>
      `const box = document.getElementById('search'); box.value = '${text}'; box.dispatchEvent(new Event('input'))`;
    await took(search('a'));
    const times = [
      await took(search('service-09')),
      await took(search('')),
      await took(search('b')),
    ];
    expect(times.toSorted((a, b) => a - b)[1]).toBeLessThan(100);
    expect(complaints).toEqual([]);
  });
});
