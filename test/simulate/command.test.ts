import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Simulation } from '../../src/simulate/types.ts';
import { type Ended, revcast } from '../support/revcast.ts';

let cwd = '';
const examples = join(import.meta.dirname, '../../examples');
const api = join(examples, 'custom-metric/input.yaml');
const samples = join(examples, 'simulate/api.csv');

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'revcast-simulate-'));
  writeFileSync(join(cwd, 'flat.csv'), 'time,prometheus\n0,2000\n600,6000\n1200,2000\n');
  writeFileSync(join(cwd, 'odd.csv'), 'time,prometheus,errors\n0,2000,many\n600,6000,1\n');
  writeFileSync(join(cwd, 'more.csv'), 'time,prometheus,errors\n0,2000,2\n600,6000,1\n');
  const values = [
    [1772433600, '2000'],
    [1772433660, '6000'],
  ];
  writeFileSync(join(cwd, 'range=1.json'), JSON.stringify([{ metric: {}, values }]));
  const faulty = readFileSync(api, 'utf8').replace('"2275"', '"many"');
  writeFileSync(join(cwd, 'faulty.yaml'), faulty);
  const manual = readFileSync(api, 'utf8')
    .replace('hpa.autoscaling', 'kpa.autoscaling')
    .replace('requests-per-second', 'rps');
  writeFileSync(join(cwd, 'manual.yaml'), manual);
});

afterAll(() => rmSync(cwd, { recursive: true }));

async function simulate(...args: readonly string[]): Promise<Ended> {
  return await revcast(['simulate', ...args], { cwd });
}

async function document(...args: readonly string[]): Promise<Simulation> {
  const { stdout, stderr } = await simulate(...args, '--format', 'json');
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Simulation;
}

describe('revcast simulate', () => {
  test.concurrent('shows a chart, what happened when and why, and what it comes to', async () => {
    const { status, stdout, stderr } = await simulate(api, '--samples', 'flat.csv');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`shop/api  20 min, limits 2–40, 2 at first
  default-trigger-custom: prometheus http_requests_total ≤ 2275 per pod

3 │                                    ████████████████████████████████████
  │████████████████████████████████████████████████████████████████████████
0 │████████████████████████████████████████████████████████████████████████
   0:00:00                                                          0:20:00

TIME     REPLICAS  default-trigger-custom  WHY
0:00:00  2         2000 → 1                held: min 2
0:10:00  2 → 3     6000 → 3                scaled up by default-trigger-custom
0:20:00  3         2000 → 1                held: stabilization window of 300 s

2–3 replicas, 2.5 on average, 0.833 replica-hours
scaled up once, down 0 times
`);
  });

  test.concurrent('is as its schema says', async () => {
    const read = (name: string): object =>
      JSON.parse(readFileSync(`schema/${name}`, 'utf8')) as object;
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, validateFormats: false });
    ajv.addSchema(read('review.schema.json'), 'review.schema.json');
    const isValid = ajv.compile(read('simulation.schema.json'));
    const cron = join(examples, 'cron-beside-a-metric/input.yaml');
    for (const args of [
      [api, '--samples', samples],
      [cron, '--samples', join(examples, 'simulate/scores.csv'), '--ready-after', '30'],
    ]) {
      isValid(await document(...args));
      expect(isValid.errors).toBeNull();
    }
    isValid({ ...(await document(api, '--samples', samples)), more: 1 });
    expect(isValid.errors).toHaveLength(1);
  });

  test.concurrent('says the same of the same, in every format', async () => {
    for (const format of ['text', 'json', 'html']) {
      const args = [api, '--samples', samples, '--format', format];
      const once = await simulate(...args);
      expect(once.status).toBe(0);
      expect(await simulate(...args)).toEqual(once);
    }
  });

  test.concurrent('reads a range query, also of a file with = in its name', async () => {
    expect(await document(api, '--samples', 'range=1.json')).toMatchObject({
      start: '2026-03-02T06:40:00Z',
      duration: 60,
      summary: { max: 3 },
    });
    const named = 'default-trigger-custom=range=1.json';
    expect(await document(api, '--samples', named)).toMatchObject({ duration: 60 });
  });

  test.concurrent('takes the request of cpu from the manifests, queue-proxy included', async () => {
    const cron = join(examples, 'cron-beside-a-metric/input.yaml');
    const scores = join(examples, 'simulate/scores.csv');
    const [first] = (await document(cron, '--samples', scores)).triggers;
    expect(first?.request).toBeCloseTo(0.425);
    const told = await document(cron, '--samples', scores, '--request', 'cpu=2');
    expect(told.triggers[0]?.request).toBe(2);
  });

  test.concurrent('writes into a file', async () => {
    const { stdout } = await simulate(api, '--samples', 'flat.csv');
    const written = await simulate(api, '--samples', 'flat.csv', '--out', 'written.txt');
    expect(written).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(cwd, 'written.txt'), 'utf8')).toBe(stdout);
  });

  test.concurrent('says which columns it leaves out', async () => {
    const { status, stderr } = await simulate(api, '--samples', 'more.csv');
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'revcast: more.csv: errors is of no trigger, and left out\n',
    });
  });

  test.concurrent.for<readonly [args: readonly string[], status: number, message: RegExp]>([
    [[api], 1, /there are no samples of default-trigger-custom: give --samples FILE/],
    [[api, '--samples', 'odd.csv'], 1, /odd\.csv:2: errors is "many", where a number is expected/],
    [[api, '--samples', 'gone.csv'], 4, /gone\.csv: no such file/],
    [
      [api, '--samples', 'x=flat.csv'],
      1,
      /flat\.csv: there is no trigger "x" that has samples: default-trigger-custom/,
    ],
    [
      [api, '--samples', 'flat.csv', '--replicas', 'two'],
      2,
      /--replicas is a whole number from 0, not "two"/,
    ],
    [[api, '--samples', 'flat.csv', '--from', 'noon'], 2, /--from is RFC 3339 .* not "noon"/],
    [
      [api, '--samples', 'flat.csv', '--request', 'disk=1'],
      2,
      /--request is of cpu or memory, not of "disk"/,
    ],
    [
      [api, '--samples', 'flat.csv', '--request', 'cpu=lots'],
      2,
      /--request cpu is a quantity such as 250m/,
    ],
    [
      [api, '--samples', 'flat.csv', '--service', 'apo'],
      2,
      /there is no Service "apo": did you mean api/,
    ],
    [
      [api, join(examples, 'cpu')],
      2,
      /several Services scale: choose one with --service: shop\/api, shop\/checkout/,
    ],
    [
      ['faulty.yaml', '--samples', 'flat.csv', '--service', 'api'],
      1,
      /faulty\.yaml:\d+:\d+: error .*nothing is simulated/s,
    ],
    [
      ['manual.yaml', '--samples', 'flat.csv', '--service', 'api'],
      1,
      /it has no ScaledObject \(skipped, class kpa/,
    ],
    [['manual.yaml', '--samples', 'flat.csv'], 2, /no Service in the manifests scales with KEDA/],
    [[api, '--samples', 'flat.csv', '--out', 'no/such/file'], 4, /no\/such\/file: /],
  ])('%j ends with %i and says why', async ([args, status, message]) => {
    const ended = await simulate(...args);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(message);
  });
});
