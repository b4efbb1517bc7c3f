import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { speechOf } from '../../src/commands/argocd/source/speech.ts';
import { readable } from '../../src/gitops/argocd/readable.ts';
import { argocd, type Files, folderWith, programs } from './applications.ts';

describe('what a program says', () => {
  const heard = (isHeld: boolean) => {
    const [from, shown] = [new PassThrough(), [] as string[]];
    const io = { writeStderr: (text: string) => shown.push(text) };
    const speech = speechOf(from, { isHeld, readable: (text) => text.replace('x', 'X'), io });
    const say = (...parts: (string | Uint8Array)[]): void => {
      for (const part of parts) from.emit('data', Buffer.from(part));
    };
    return { say, shown, speech };
  };

  test('passes line by line, and no character is torn', () => {
    const { say, shown, speech } = heard(false);
    const bytes = Buffer.from('für x\nund');
    say(bytes.subarray(0, 2), bytes.subarray(2));
    expect(shown).toEqual(['für X\n']);
    expect(speech.end()).toEqual({ said: 'für X\nund\n', unseen: '' });
    expect(shown).toEqual(['für X\n', 'und\n']);
  });

  test('can be held, and is all known even when it is told that it takes long', () => {
    const { say, shown, speech } = heard(true);
    say('a\n');
    expect(speech.end()).toEqual({ said: 'a\n', unseen: 'a\n' });
    speech.tell('it takes long');
    say('b\n');
    expect(shown).toEqual(['a\n', 'revcast: it takes long\n', 'b\n']);
    expect(speech.end()).toEqual({ said: 'a\nb\n', unseen: '' });
  });

  test.each([true, false])('is cut in its middle where it has no end (held: %s)', (isHeld) => {
    const { say, shown, speech } = heard(isHeld);
    const line = `${'y'.repeat(99)}\n`;
    for (let index = 0; index < 1_000; index++) say(line.repeat(1_000));
    say('the end');
    const text = speech.end().unseen + shown.join('');
    expect(text.length).toBeLessThan(500_000);
    expect(text).toMatch(/^y+\n.*\n… \d{8} characters more …\n.*\nthe end\n$/s);
  });

  test('may be one line without an end', () => {
    const { say, speech } = heard(true);
    for (let index = 0; index < 1_000; index++) say('y'.repeat(100_000));
    expect(speech.end().said.length).toBeLessThan(500_000);
  });
});

const places = { '/tmp/run/values.yaml': 'helm-values', '/tmp/run': '<temporary>', '/': '<root>' };

test.each([
  ['failed to parse /tmp/run/values.yaml: no', 'failed to parse helm-values: no'],
  ["in '/tmp/run'", "in '<temporary>'"],
  ['/tmp/running/x /tmp/run-2', '/tmp/running/x /tmp/run-2'],
  ['Get "https://me:secret@example.com/x@y"', 'Get "https://***@example.com/x@y"'],
  ["'http://token@example.com'", "'http://***@example.com'"],
  [
    'https://example.com/a@b ssh://git@example.com',
    'https://example.com/a@b ssh://git@example.com',
  ],
])('%s is shown as %s', (text, shown) => {
  expect(readable(text, places)).toBe(shown);
});

describe('a failure', () => {
  const chart: Files = { 'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' };
  const says = (script: string) => ({ PATH: `${programs({ helm: script })}:${process.env.PATH}` });

  test('reads the same each time, whatever directories it happened in', async () => {
    const env = says('for each; do shift; done; echo "bad: $each and $PWD/x" >&2; exit 1');
    const parameters = [{ name: 'helm-values', string: 'a: [' }];
    const seen = await Promise.all(
      [1, 2].map(async () => await argocd('generate', folderWith(chart), { env, parameters })),
    );
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]?.stderr).toContain('--values helm-values --include-crds\n');
    expect(seen[0]?.stderr).toContain('and <repository>/x\n');
  });

  test('shows no password of an address', async () => {
    const env = says('echo "can not get $2" >&2; exit 1');
    const parameters = [
      { name: 'helm-value-files', array: ['https://me:secret@example.com/values.yaml'] },
    ];
    const { stderr } = await argocd('generate', folderWith(chart), { env, parameters });
    expect(stderr).toContain('https://***@example.com/values.yaml');
    expect(stderr).not.toContain('secret');
  });

  test('shows no password of a chart repository', async () => {
    const env = says(
      'case "$1" in template) echo "found in Chart.yaml, but missing in charts/" >&2;; *) echo "$@" >&2; esac; exit 1',
    );
    const repository = 'https://me:secret@example.com/charts';
    const dependencies = `dependencies: [{name: lib, version: 1.0.0, repository: "${repository}"}]\n`;
    const files = { 'Chart.yaml': `${chart['Chart.yaml']}${dependencies}` };
    const { stderr } = await argocd('generate', folderWith(files), { env });
    expect(stderr).toBe(
      'repo add https:--example.com-charts https://***@example.com/charts\n' +
        'revcast: helm repo add failed with exit code 1: helm repo add https:--example.com-charts https://***@example.com/charts\n',
    );
  });

  test('begins on a line of its own, behind what has no end of line', async () => {
    const env = says('printf "out of luck" >&2; exit 3');
    const { stderr } = await argocd('generate', folderWith(chart), { env });
    expect(stderr).toMatch(/^out of luck\nrevcast: helm template failed/);
  });

  test('is one line, whatever is in the arguments', async () => {
    const env = says('exit 3');
    const parameters = [{ name: 'helm-parameters', map: { a: 'x\ny' } }];
    const { stderr } = await argocd('generate', folderWith(chart), { env, parameters });
    expect(stderr).toContain("--set 'a=x\\u000ay'");
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });
});
