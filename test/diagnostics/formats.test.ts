import { describe, expect, test } from 'vitest';
import { printFrames } from '../../src/diagnostics/frame.ts';
import { printJsonLines, printLines } from '../../src/diagnostics/lines.ts';
import { inReadingOrder } from '../../src/diagnostics/order.ts';
import type { Finding } from '../../src/diagnostics/types.ts';
import { countText, pathText } from '../../src/diagnostics/words.ts';

const finding: Finding = {
  code: 'RC1001',
  severity: 'error',
  object: {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    namespace: 'team-a',
    name: 'checkout',
  },
  path: ['spec', 'template', 'metadata', 'annotations', 'autoscaling.knative.dev/target'],
  source: { file: 'app/service.yaml', line: 2, column: 11 },
  message: 'the target is "fifty", not a number',
  hint: 'Write a number of at least 0.01',
};
const sources = [{ name: 'app/service.yaml', text: 'a: 1\n\ttarget: "fifty"\r\nb: 2\n' }];

describe('paths', () => {
  test.each([
    [[], ''],
    [['spec', 'triggers', 0, 'type'], 'spec.triggers[0].type'],
    [['metadata', 'annotations', 'a.b/c'], 'metadata.annotations["a.b/c"]'],
    [['items', 3, 'spec'], 'items[3].spec'],
    [['a-b', '', '0'], 'a-b[""]["0"]'],
  ])('%j reads %s', (path, text) => {
    expect(pathText(path)).toBe(text);
  });
});

describe('elsewhere than on a terminal', () => {
  test('a finding is one line that starts with file, line and column', () => {
    expect(printLines([finding])).toBe(
      'app/service.yaml:2:11: error RC1001 Service team-a/checkout ' +
        'spec.template.metadata.annotations["autoscaling.knative.dev/target"]: ' +
        'the target is "fifty", not a number. Write a number of at least 0.01.\n',
    );
  });

  test('what is not known is left out', () => {
    const { source: _, object: __, ...rest } = finding;
    expect(printLines([{ ...rest, path: [], hint: 'Why?' }])).toBe(
      'error RC1001: the target is "fifty", not a number. Why?\n',
    );
  });

  test('text from manifests cannot break the line or reach the terminal as a command', () => {
    const evil = { ...finding, message: 'x\n\u001b[2Jy\u202ez\u0085' };
    const line = printLines([evil]);
    expect(line.match(/\p{Cc}|\u202e/gu)).toEqual(['\n']);
    expect(line).toContain('x\\u000a\\u001b[2Jy\\u202ez\\u0085');
  });

  test('as JSON each line is one object with all that is known', () => {
    const [first, ...others] = printJsonLines([finding, finding]).split('\n');
    expect(JSON.parse(first ?? '')).toEqual(finding);
    expect(others).toEqual([first, '']);
  });
});

describe('on a terminal', () => {
  test('a frame shows the line and a caret below the place', () => {
    expect(printFrames([finding], sources, false)).toBe(
      [
        'error RC1001: the target is "fifty", not a number',
        ' --> app/service.yaml:2:11',
        '  |',
        '2 |   target: "fifty"',
        '  |            ^',
        '  = Service team-a/checkout, spec.template.metadata.annotations["autoscaling.knative.dev/target"]',
        '  = Write a number of at least 0.01.',
        '',
        '',
      ].join('\n'),
    );
  });

  test('colour is there only when it is asked for', () => {
    const colored = printFrames([finding], sources, true);
    expect(colored).toContain('\u001b[1;31merror\u001b[0m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the escapes looked for
    expect(colored.replace(/\u001b\[[0-9;]*m/g, '')).toBe(printFrames([finding], sources, false));
  });

  test('of a long line the part around the place is shown', () => {
    const text = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`;
    const at = { file: 'f', line: 1, column: 5001 };
    const frame = printFrames([{ ...finding, source: at }], [{ name: 'f', text }], false);
    const [, , , line = '', caret = ''] = frame.split('\n');
    expect(line.length).toBeLessThan(120);
    expect(line.slice(caret.indexOf('^')).startsWith('HERE')).toBe(true);
  });

  test('a place without a line, or without a file, gives no frame and no failure', () => {
    const beyond = { file: 'app/service.yaml', line: 99, column: 1 };
    expect(printFrames([{ ...finding, source: beyond }], sources, false)).not.toContain('|');
    const { source: _, ...nowhere } = finding;
    expect(printFrames([nowhere], [], false)).not.toContain('-->');
  });
});

describe('order and counts', () => {
  test('findings are read by file as given, then line, column and code', () => {
    const at = (file: string, line: number, column: number, code = finding.code): Finding => ({
      ...finding,
      code,
      source: { file, line, column },
    });
    const { source: _, ...nowhere } = finding;
    const ordered = [
      at('z', 1, 1),
      at('z', 2, 1, 'RC1001'),
      at('z', 2, 1, 'RC1901'),
      at('z', 10, 1),
      at('a', 1, 2),
      at('a', 1, 10),
      nowhere,
    ];
    expect(inReadingOrder([...ordered].reverse(), ['z', 'a'])).toEqual(ordered);
  });

  test.each([
    [[], ''],
    [['warning'], '1 warning'],
    [['info', 'error', 'warning', 'error'], '2 errors, 1 warning'],
  ] as const)('%j counts as %s', (severities, text) => {
    expect(countText(severities.map((severity) => ({ ...finding, severity })))).toBe(text);
  });
});
