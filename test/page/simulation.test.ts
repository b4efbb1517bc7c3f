import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printSimulationHtml } from '../../src/review/format/html/simulation.ts';
import type { Simulation } from '../../src/simulate/types.ts';
import { simulated } from '../simulate/simulated.ts';
import { builtCommand } from '../support/revcast.ts';
import { browserProgram, type Pages, startBrowser } from './opened.ts';

const hostile = '</script><img src=x onerror=alert(1)>';

/** A metric that doubles, and a window. */
function doubled(): Simulation {
  const prometheus = { serverAddress: 'http://prometheus:9090', query: 'up', threshold: '5' };
  const window = { timezone: 'UTC', start: '0 7 * * *', end: '0 8 * * *', desiredReplicas: '6' };
  const simulation = simulated({
    spec: {
      minReplicaCount: 1,
      maxReplicaCount: 10,
      triggers: [
        { type: 'prometheus', name: 'load', metadata: prometheus },
        { type: 'cron', name: 'morning', metadata: window },
      ],
    },
    samples: 'time,load\n2026-03-04T06:00:00Z,5\n2026-03-04T06:10:00Z,12\n2026-03-04T09:00:00Z,5\n',
  });
  return { ...simulation, service: hostile };
}

describe.skipIf(browserProgram === undefined)(
  'a simulation’s page (skipped without chromium)',
  () => {
    let pages: Pages;
    beforeAll(async () => {
      pages = await startBrowser();
    });
    afterAll(() => pages.close());

    test('has a picture of replicas and metrics, what they come to in words, and each step', async () => {
      const template = readFileSync(join(dirname(builtCommand()), 'page.html'), 'utf8');
      const { page, complaints } = await pages.open(printSimulationHtml(doubled(), template));
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
        `Simulation of ${hostile}`,
      );
      const chart = page.locator('[role=img]');
      await chart.locator('svg').waitFor();
      expect(await chart.getAttribute('aria-label')).toMatch(/1–6 replicas, .* on average/);
      const steps = page.locator('table.steps tbody tr');
      const all = await steps.count();
      await page.getByLabel('Only where the replicas change').check();
      const changes = await page.locator('table.steps tbody tr:visible').allInnerTexts();
      expect(changes.length).toBeLessThan(all);
      expect(changes[0]).toMatch(/^06:10:\d\d\s+1 → 3\s+12 → 3\s.*scaled up by load/);
      const box = await chart.boundingBox();
      await chart.hover({ position: { x: 52 + ((box?.width ?? 0) - 82) * 0.5, y: 100 } });
      await page.locator('.tip').waitFor();
      expect(await page.locator('.tip').innerText()).toContain('morning: 6 asks for 6');
      expect(complaints).toEqual([]);
    });
  },
);
