/**
 * Texts that are refused, by reason: the code of each problem, and what stands in the text at the
 * place that it names.
 */
export const refused: [string, [text: string, ...problems: string[]][]][] = [
  [
    'syntax',
    [
      ['a: b: c\n', 'RC1001 at "b: c"'],
      ['a: @b\n', 'RC1001 at "@b\\n"'],
      ['a: "\\q"\n', 'RC1001 at "\\\\q\\"\\n"'],
      ['- a\nb: 1\n', 'RC1001 at "b: 1"'],
      ['a: b: c\nd: e: f\n', 'RC1001 at "b: c"', 'RC1001 at "e: f"'],
    ],
  ],
  [
    'JSON',
    [
      ['{"a": 1,}\n', 'RC1002 at "}\\n"'],
      ['{"a": 1\n', 'RC1002 at ""'],
      ['---\n{"a": tru}\n', 'RC1002 at "tru}"'],
      ['{}\n{"b"}\n{"c": 1 2}\n', 'RC1002 at "}\\n{\\""', 'RC1002 at "2}\\n"'],
    ],
  ],
  [
    'keys that are there twice',
    [
      ['a: 1\nb: 2\na: 3\n', 'RC1003 at "a: 3"'],
      ['true: 1\nyes: 2\n', 'RC1003 at "yes:"'],
      ['1: 1\n"1": 2\n', 'RC1003 at "\\"1\\":"'],
      ['<<: {}\n<<: {}\n', 'RC1003 at "<<: "'],
    ],
  ],
  ['tabs', [['a:\n\tb: 1\n', 'RC1004 at "\\tb: "']]],
  [
    'a slip in the indentation, though every line after it has it too',
    [
      ['a:\n    b: 1\n  c: 2\n  d: 3\n', 'RC1001 at "  c:"'],
      ['a:\n    b: 1\n\tc: 2\n    d: 3\n  e: 4\n  f: 5\n', 'RC1004 at "\\tc: "'],
    ],
  ],
  [
    'aliases',
    [
      ['a: *b\n', 'RC1005 at "*b\\n"'],
      ['a: *b\nb: &b 1\nc: *d\n', 'RC1005 at "*b\\nb"', 'RC1005 at "*d\\n"'],
      ['a: &a [*a]\n', 'RC1005 at "*a]\\n"'],
      ['a: &a {b: *a}\n', 'RC1005 at "*a}\\n"'],
    ],
  ],
  [
    'merge keys',
    [
      ['<<: 1\n', 'RC1006 at "<<: "'],
      ['<<: [{}, a]\n', 'RC1006 at "<<: "'],
      ['a: &a [{}]\n<<: *a\n', 'RC1006 at "<<: "'],
      ['b: 1\n<<: {b: 2}\n', 'RC1006 at "<<: "'],
    ],
  ],
  [
    'characters',
    [
      ['a: "\u0007"\nb: \u0007\n', 'RC1008 at "\\u0007\\"\\nb"'],
      ['a: b\u2028c\n', 'RC1008 at "\u2028c\\n"'],
      ['a: b\u0085\n', 'RC1008 at "\u0085\\n"'],
      ['a: 1\rb: 2\n', 'RC1008 at "\\rb: "'],
      ['a: 1\n\uFEFF---\nb: 2\n', 'RC1008 at "\uFEFF---"'],
      ['---\n{"a": "\u007f"}\n', 'RC1008 at "\u007f\\"}\\n"'],
      ['# a\u2028b: 1\n', 'RC1008 at "\u2028b: "'],
      ["a: 'b\u2028c'\n", 'RC1008 at "\u2028c\'\\n"'],
      ['a: "b\u0085 \u0085c"\n', 'RC1008 at "\u0085 \u0085c"', 'RC1008 at "\u0085c\\"\\n"'],
      ['a: "b\n  c\u2028d"\n', 'RC1008 at "\u2028d\\"\\n"'],
    ],
  ],
  [
    'what is not closed',
    [
      ['a: "b\nc: 1\n', 'RC1009 at "\\"b\\nc"'],
      ["a: 'b\n", `RC1009 at "'b\\n"`],
      ['a: [b]\nc: [d, [e], "f"\n', 'RC1009 at "[d, "'],
      ['a: {b: {c: 1}\nd: 2\n', 'RC1009 at "{b: "'],
    ],
  ],
  [
    'templates',
    [
      ['a: {{ .Values.a }}\n', 'RC1010 at "{{ ."'],
      ['a: 1\n{{- if .b }}\nc: 1\n{{- end }}\n', 'RC1010 at "{{- "'],
      ['a:\n  {{- include "b" . | nindent 2 }}\n  c: d\n', 'RC1010 at "{{- "'],
      ['a: "{{ b }}"\nc: d: {{ e }}\n', 'RC1001 at "d: {"'],
    ],
  ],
  [
    'numbers',
    [
      ['a: .inf\n', 'RC1013 at ".inf"'],
      ['a: [-.INF, .nan]\n', 'RC1013 at "-.IN"', 'RC1013 at ".nan"'],
      ['a: 9007199254740993\n', 'RC1013 at "9007"'],
      [
        '{"a": "9007199254740993", "b": 9007199254740993, "c": 1e999}',
        'RC1013 at "9007"',
        'RC1013 at "1e99"',
      ],
    ],
  ],
  [
    'keys',
    [
      ['1.5: a\n', 'RC1014 at "1.5:"'],
      ['012: a\n', 'RC1014 at "012:"'],
      ['~: a\n: b\n', 'RC1014 at "~: a"', 'RC1014 at ": b\\n"'],
      ['[a]: b\n', 'RC1014 at "[a]:"'],
      ['a: &a {}\n*a : b\n', 'RC1014 at "*a :"'],
    ],
  ],
  [
    'tags',
    [
      ['a: !!int b\n', 'RC1015 at "b\\n"'],
      ['a: ! "12"\n', 'RC1015 at "\\"12\\""'],
      ['a: !!binary "?"\n', 'RC1015 at "\\"?\\"\\n"'],
    ],
  ],
  [
    'depth',
    [
      [`a: ${'['.repeat(600)}${']'.repeat(600)}\n`, 'RC1016 at "[[[["'],
      ['- '.repeat(20_000), 'RC1016 at "- - "'],
      [`{"a":${'['.repeat(600)}${']'.repeat(600)}}`, 'RC1016 at "{\\"a\\""'],
      [`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'RC1016 at "{\\"a\\""'],
    ],
  ],
  [
    'text where nobody looks',
    [
      ['--- a: 1\n', 'RC1017 at " a: "'],
      ['---\na: 1\n--- |\n  b\n', 'RC1017 at " |\\n "'],
      ['a: 1\n...\nb: 2\n', 'RC1017 at "b: 2"'],
      ['---\n---# a\nb: 1\n', 'RC1017 at "# a\\n"'],
    ],
  ],
  [
    'what readers understand differently',
    [
      ['a: [b:, c]\n', 'RC1018 at ", c]"'],
      ['a: {?b}\n', 'RC1018 at "?b}\\n"'],
      ['a: [!b, c]\n', 'RC1018 at ", c]"'],
      ['a: &b:c 1\n', 'RC1018 at "1\\n"'],
      ['a: "b\\\n\n  c"\n', 'RC1018 at "\\"b\\\\\\n"'],
      ['a: "\\/"\nb: "\\ud83d\\ude00"\n', 'RC1018 at "\\"\\\\/\\""', 'RC1018 at "\\"\\\\ud"'],
      ['a: |2\n    b\n    \n', 'RC1018 at "|2\\n "'],
      ['a: |\n  \tb\n', 'RC1018 at "|\\n  "'],
    ],
  ],
];
