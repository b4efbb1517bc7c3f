import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userFolder } from '../support/pages.ts';
import { findProgram } from '../support/programs.ts';
import { type Ended, ended } from '../support/revcast.ts';

const kpt = findProgram('kpt');

let user: ReturnType<typeof userFolder>;
let folder: string;

beforeEach(() => {
  user = userFolder();
  folder = join(user.cwd, 'package');
  cpSync('examples/cpu', folder, { recursive: true });
});

afterEach(() => {
  rmSync(user.cwd, { recursive: true, force: true });
});

async function evaluate(...args: string[]): Promise<Ended> {
  const words = ['fn', 'eval', folder, '--exec', 'revcast krm', ...args];
  return await ended(kpt ?? 'kpt', words, { cwd: user.cwd, env: user.env });
}

const input = (): string => readFileSync(join(folder, 'input.yaml'), 'utf8');

describe.skipIf(kpt === undefined)('kpt (skipped: it is not found)', () => {
  test('writes the ScaledObject into a file beside that of its Service, again and again', async () => {
    const before = input();
    const [name = ''] = /(?<=^metadata:\n {2}name: ).*/m.exec(before) ?? [];
    const file = join(folder, `${name}.scaledobject.yaml`);
    expect(await evaluate()).toMatchObject({ status: 0 });
    const made = readFileSync(file, 'utf8');
    expect(made).toMatch(/^apiVersion: keda\.sh\/v1alpha1\n/);
    expect(made).not.toContain('config.kubernetes.io');
    expect(await evaluate()).toMatchObject({ status: 0 });
    expect(readFileSync(file, 'utf8')).toBe(made);
    expect(input()).toBe(before);
    expect(readdirSync(folder).filter((each) => each.endsWith('.yaml'))).toHaveLength(2);
  });

  test('gives settings as a ConfigMap', async () => {
    await evaluate('--', 'host=flux');
    const [file = ''] = readdirSync(folder).filter((each) => each.includes('.scaledobject.'));
    expect(readFileSync(join(folder, file), 'utf8')).toContain(
      'kustomize.toolkit.fluxcd.io/prune: disabled',
    );
  });

  test('shows what is wrong as results, and writes nothing', async () => {
    const bad = input().replace(/(max-scale: ).*/, '$1"many"');
    writeFileSync(join(folder, 'input.yaml'), bad);
    const { status, stderr } = await evaluate();
    expect(status).not.toBe(0);
    expect(stderr).toMatch(
      /Results:\n +\[error\] serving\.knative\.dev\/v1\/Service\/\S+ spec\.template\.metadata\.annotations\["autoscaling\.knative\.dev\/max-scale"\]: .* is "many"/,
    );
    expect(input()).toBe(bad);
    expect(readdirSync(folder).filter((each) => each.endsWith('.yaml'))).toHaveLength(1);
  });
});
