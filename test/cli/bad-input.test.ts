import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revcast } from '../support/revcast.ts';

const annotated = (annotations: string): string => `\
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop}
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        ${annotations}
    spec:
      containers:
        - image: example.com/shop
          resources: {requests: {cpu: 100m}}
`;

const files: Readonly<Record<string, string | Uint8Array>> = {
  'good.yaml': annotated('autoscaling.knative.dev/target: "70"'),
  'truncated.yaml': `${annotated('autoscaling.knative.dev/target: "70')}`,
  'cut.json': '{"apiVersion": "serving.knative.dev/v1", "kind": "Service", "metadata": {"na',
  'no-template.yaml': annotated('x: y').slice(0, annotated('x: y').indexOf('  template:')),
  'number.yaml': annotated('autoscaling.knative.dev/target: 70'),
  'json.yaml': annotated(
    `autoscaling.knative.dev/hpa-scale-down-rules: '{"stabilizationWindowSeconds": 60,}'`,
  ),
  'binary.yaml': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
  'conflict.lock': '<<<<<<< HEAD\n',
};

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'revcast-bad-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  mkdirSync(join(cwd, 'empty'));
  symlinkSync('loop.lock', join(cwd, 'loop.lock'));
});

afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

describe('bad input: a clear message, an exit code, and nothing written', () => {
  test.each<[string, string[], number, RegExp]>([
    ['truncated YAML', ['truncated.yaml'], 1, /^truncated\.yaml:9:41: error RC1\d{3}\b/],
    ['truncated JSON', ['cut.json'], 1, /^cut\.json:1:\d+: error RC1\d{3}\b/],
    [
      'no template',
      ['no-template.yaml'],
      1,
      /^no-template\.yaml:4:1: error RC2\d{3} Service shop spec/,
    ],
    [
      'an annotation that is no string',
      ['number.yaml'],
      1,
      /^number\.yaml:9:41: error RC2\d{3} .*70/,
    ],
    [
      'JSON that does not parse, at its place',
      ['json.yaml'],
      1,
      /^json\.yaml:9:90: error RC3\d{3} /,
    ],
    ['binary data', ['binary.yaml'], 1, /^binary\.yaml:1:5: error RC1902: byte 4 is NUL/],
    ['a missing file', ['nowhere.yaml'], 4, /^revcast: nowhere\.yaml: no such file or directory$/m],
    ['a directory without manifests', ['empty'], 4, /^revcast: empty: no manifest /],
    [
      'an unreadable lock file',
      ['good.yaml', '--lock=loop.lock'],
      4,
      /^revcast: loop\.lock: too many/,
    ],
    [
      'conflict markers',
      ['good.yaml', '--lock=conflict.lock'],
      1,
      /^conflict\.lock:1:1: error RC6/,
    ],
    ['an unknown flag', ['good.yaml', '--froce'], 2, /^revcast render: unknown flag --froce$/m],
  ])('%s', async (_, args, code, message) => {
    for (const extra of [[], ['--out=out']]) {
      const { status, stdout, stderr } = await revcast(['render', ...args, ...extra], { cwd });
      expect({ status, stdout }, stderr).toEqual({ status: code, stdout: '' });
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^ +at /m);
    }
    expect(readdirSync(cwd)).not.toContain('out');
  });

  test('nothing is said of Services when the fault may be that none could be read', async () => {
    const { stderr } = await revcast(['render', 'truncated.yaml'], { cwd });
    expect(stderr).toMatch(/^revcast: 1 error; nothing is written$/m);
  });

  test('the lock file of the working directory that cannot be read: not as if there was none', async () => {
    const folder = join(cwd, 'empty');
    symlinkSync('revcast.lock.yaml', join(folder, 'revcast.lock.yaml'));
    const { status, stdout, stderr } = await revcast(['render', '../good.yaml'], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toMatch(/^revcast: revcast\.lock\.yaml: too many/);
  });

  test('a file where --out wants a directory', async () => {
    const args = ['render', 'good.yaml', '--out=conflict.lock'];
    const { status, stderr } = await revcast(args, { cwd });
    expect(status).toBe(4);
    expect(stderr).toContain('revcast: conflict.lock: this is a file, where a directory is exp');
  });

  test.each([
    ['--out is the directory that is read', 'out', 'nothing is left to read: the lock file and'],
    ['a lock file is all there is', 'lock', 'nothing is left to read: the lock file and'],
  ])('%s', async (_, folder, message) => {
    mkdirSync(join(cwd, folder), { recursive: true });
    writeFileSync(join(cwd, folder, 'revcast.lock.yaml'), '');
    const args = ['render', folder, ...(folder === 'out' ? ['--out', folder] : [])];
    const { status, stdout, stderr } = await revcast(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('the same without mistakes is written', async () => {
    expect((await revcast(['render', 'good.yaml'], { cwd })).status).toBe(0);
  });
});
