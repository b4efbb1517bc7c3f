import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, printQuery, usesRevisionName } from '../../src/keda/query.ts';

function printed(text: string): string {
  const parsed = parseQuery(text);
  return 'ok' in parsed ? printQuery(parsed.ok, 'web-00001') : parsed.problem.code;
}

describe('a query template', () => {
  it.each([
    ['', ''],
    ['up', 'up'],
    ['x{r="{{ .revisionName }}"}', 'x{r="web-00001"}'],
    ['{{.revisionName}}', 'web-00001'],
    ['{{\n.revisionName\t}}', 'web-00001'],
    ['{{ $.revisionName }}', 'web-00001'],
    ['a \n{{- .revisionName -}}\t b', 'aweb-00001b'],
    ['{{ .revisionName }}}', 'web-00001}'],
    ['{ { .revisionName } }', '{ { .revisionName } }'],
    ['{{/* a }} comment */}}up', 'up'],
    ['a {{- /* comment */ -}} b', 'ab'],
    ['{{ "{{ \\"x\\" }}\\n" }}', '{{ "x" }}\n'],
    ['{{ `{{\r\\n` }}', '{{\\n'],
    ['a {{ .revisionName -}} \u00a0b', 'a web-00001\u00a0b'],
  ])('%j prints %j', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it.each(['{{ .revisionName', '{{/* never closed', 'rate(x{a="{{"}[1m])'])(
    '%j is never closed',
    (text) => {
      expect(printed(text)).toBe('RC3031');
    },
  );

  it.each([
    '{{ }}',
    '{{ .foo }}',
    '{{ .revisionNames }}',
    '{{ .revisionName.x }}',
    '{{ .revisionName | quote }}',
    '{{ printf "%s" .revisionName }}',
    '{{-.revisionName}}',
    '{{ .revisionName-}}',
    '{{ . revisionName }}',
    '{{ /* a comment after a space */ }}',
    '{{/* a */ comment */}}',
    '{{ "\\x41" }}',
    '{{ "a\nb" }}',
    '{{ if .revisionName }}x{{ end }}',
    '{{{{ .revisionName }}}}',
    '{{.}}',
    '{{\u00a0.revisionName }}',
  ])('%j is more than .revisionName', (text) => {
    expect(printed(text)).toBe('RC3032');
  });

  it('says where, and what Go would print for a value that is not set', () => {
    expect(parseQuery('up{ns="{{ .namespace }}"}')).toEqual({
      problem: {
        code: 'RC3032',
        offset: 7,
        message:
          'the query\'s template action "{{ .namespace }}" is not understood: .namespace is not set and prints "<no value>"',
        hint: 'Use no other action than {{ .revisionName }}.',
      },
    });
  });

  it('without two braces is its own text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('{{'));
        expect(printed(text)).toBe(text);
      }),
    );
  });

  it.each([
    ['up', false],
    ['{{/* .revisionName */}}up', false],
    ['{{ ".revisionName" }}', false],
    ['up{r="{{ .revisionName }}"}', true],
  ])('%j uses the name: %s', (text, uses) => {
    const parsed = parseQuery(text);
    expect('ok' in parsed && usesRevisionName(parsed.ok)).toBe(uses);
  });
});
