import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/cli.ts';
import { version } from '../../src/version.ts';
import { revcast } from '../support/revcast.ts';

describe('help and version go to standard output', () => {
  test.each([
    [['--version'], `${version}\n`],
    [['version'], `${version}\n`],
    [['help'], 'Usage: revcast COMMAND'],
    [['--help'], 'Usage: revcast COMMAND'],
    [['-h'], 'Usage: revcast COMMAND'],
    [['help', 'render'], 'Usage: revcast render'],
    [['render', '--help'], 'Usage: revcast render'],
    [['render', 'missing.yaml', '-h'], 'Usage: revcast render'],
    [['lock', '--help'], 'Usage: revcast lock'],
    [['help', 'argocd'], 'Usage: revcast argocd COMMAND'],
    [['argocd', '--help'], '  argocd parameters  '],
    [['help', 'argocd', 'generate'], 'Usage: revcast argocd generate'],
    [['argocd', 'generate', '-h'], 'Usage: revcast argocd generate'],
  ])('%j', async (args, start) => {
    const { status, stdout, stderr } = await revcast(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(start);
  });

  test('the help of a command names every flag, its variable and its default', async () => {
    for (const { name, options } of commands) {
      const { stdout } = await revcast(['help', ...name.split(' ')]);
      for (const [flag, option] of Object.entries(options)) {
        expect(stdout).toContain(`--${flag}`);
        expect(stdout).toContain(`REVCAST_${flag.toUpperCase().replaceAll('-', '_')}`);
        if (option.type === 'choice') {
          expect(stdout.replace(/\s+/g, ' ')).toContain(`Default: ${option.default}.`);
        }
      }
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
    }
  });
});

describe('wrong usage: one line that says what is wrong, where the help is, and exit code 2', () => {
  test.each([
    [[], 'revcast: a command is missing'],
    [['redner'], 'revcast: unknown command redner (did you mean render?)'],
    [['help', 'lok'], 'revcast: unknown command lok (did you mean lock?)'],
    [['argocd'], 'revcast: argocd needs one of generate, parameters behind it'],
    [
      ['argocd', 'generat'],
      'revcast: argocd needs one of generate, parameters behind it (did you mean generate?)',
    ],
    [['--namespace'], 'revcast: unknown flag --namespace'],
    [['./apps'], 'revcast: unknown command ./apps (did you mean revcast render ./apps?)'],
    [['render', '--takover'], 'revcast render: unknown flag --takover (did you mean --takeover?)'],
    [
      ['render', '--format', 'tff'],
      'revcast render: --format is yaml, json or tf, not "tff" (did you mean tf?)',
    ],
    [['render', '--lock'], 'revcast render: --lock needs a value: --lock FILE'],
    [
      ['render', '--out=x', '--format=tf'],
      "revcast render: --out writes YAML, and can't go with --format tf",
    ],
    [
      ['render', '--out=x', '--split=services'],
      "revcast render: --out writes ScaledObjects, and can't go with --split",
    ],
    [
      ['render', '--split=services', '--format=tf'],
      "revcast render: --format tf writes no Services, and can't go with --split",
    ],
    [
      ['render', '--split=services', '--only-generated'],
      "revcast render: --only-generated can't go with --split services",
    ],
    [['lock', '--format=tf'], 'revcast lock: unknown flag --format'],
  ])('%j', async (args, line) => {
    const { status, stdout, stderr } = await revcast(args, { stdin: 'a: 1\n' });
    const [first, second, ...rest] = stderr.split('\n');
    expect({ status, stdout, first, rest }).toEqual({
      status: 2,
      stdout: '',
      first: line,
      rest: [''],
    });
    expect(second).toMatch(/^See revcast /);
  });

  test('a bad variable is wrong usage too', async () => {
    const { status, stderr } = await revcast(['render'], { env: { REVCAST_HOST: 'gitlab' } });
    expect(status).toBe(2);
    expect(stderr).toContain('REVCAST_HOST is argocd, flux, helm or none, not "gitlab"');
  });
});
