import fc from 'fast-check';
import { stringify, type ToStringOptions } from 'yaml';
import type { Json } from '../../src/json.ts';
import { writeBlock } from './yaml-written.ts';

/** Strings and plain scalars that readers of YAML are apt to differ about. */
export const touchy: readonly string[] = pieces(
  `¦ ¦a¦a b¦ a¦a ¦yes¦y¦N¦on¦null¦~¦true¦12¦012¦0x1F¦1e3¦.5¦.inf¦1_000¦12:30¦2001-01-01¦=¦`,
  `<<¦-¦- a¦--- a¦...¦?¦a: b¦a:¦:a¦a:b¦a #b¦a#b¦#a¦{a}¦[a]¦{¦]¦,¦&a¦*a¦!a¦|¦>¦%a¦@a¦\`a\`¦`,
  `it's¦say "a"¦a\\b¦\\¦a\nb¦a\n¦\na¦a\n\n¦ a\nb¦a\tb¦\ta¦é¦→¦😀¦\u00a0a¦\u00a0¦a\u00a0¦`,
  `__proto__¦constructor¦{{ .revisionName }}¦sum(rate(x{a="b"}[1m]))¦http://a:9090/b?c=d¦`,
  `50m¦1Gi¦10%`,
);

const name = fc.constantFrom(...pieces('kind¦metadata¦name¦spec¦a.io/b¦x-y¦A_1¦.a¦1a'));
const word = fc.constantFrom(...pieces('a¦Service¦a b¦a/b:1¦é¦50m¦x{y="{{ .z }}"}[1m]¦a,b'));

const key = fc.oneof(
  { weight: 15, arbitrary: name },
  { weight: 1, arbitrary: fc.constantFrom(...touchy) },
);

const scalar: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: fc.constantFrom<Json>(null, true, false, 0, -1, 8080, 0.5, 1e21) },
  { weight: 2, arbitrary: fc.constantFrom(...touchy) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);

/** Mappings, as manifests are. */
export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json; mapping: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'xsmall', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('mapping'),
  ),
  mapping: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
})).mapping;

/** What the `yaml` library prints, in styles of its own. */
export const printed: fc.Arbitrary<string> = fc
  .record({
    value: json,
    options: fc.record<ToStringOptions>({
      indentSeq: fc.boolean(),
      indent: fc.constantFrom(1, 2, 4),
      lineWidth: fc.constantFrom(0, 20, 80),
      defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL'),
      defaultKeyType: fc.constantFrom(null, 'QUOTE_DOUBLE'),
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
      nullStr: fc.constantFrom('null', '~', ''),
    }),
  })
  .map(({ value, options }) => stringify(value, options));

/** Block YAML as people write it, with comments and odd spaces, not always correct. */
export const written: fc.Arbitrary<string> = fc
  .record({ value: json, choices: fc.infiniteStream(fc.nat(999)) })
  .map(({ value, choices }) => writeBlock(value, () => choices.next().value ?? 0));

export const scraps: readonly string[] = pieces(
  `a¦b¦a: ¦b:¦- ¦-¦ ¦  ¦\n¦\n  ¦\n- ¦\na: ¦\t¦: ¦ #¦#¦"¦'¦|¦|-¦|+¦>¦{¦}¦[¦]¦, ¦&a ¦*a¦`,
  `!!str ¦? ¦<<: ¦---¦\n---\n¦\n...\n¦012¦y¦~¦"x"¦'x'¦\\¦\\n¦%¦\r\n¦\n\n¦@`,
);

const flowScraps = pieces(
  `a¦b¦"c"¦'d'¦:¦: ¦,¦, ¦[¦]¦{¦}¦ ¦?¦? ¦!t¦!!str ¦&x¦*x¦-¦- ¦#¦ #¦|¦http://a:1¦\n  ¦12¦~¦"¦`,
  `'¦\t¦%¦@`,
);

const units = pieces(
  `a¦b¦1¦ ¦  ¦\t¦:¦: ¦#¦ #¦"¦'¦''¦\\¦\\"¦\\n¦\\x41¦\\u00e9¦\\ud83d¦\\e¦\\/¦-¦?¦,¦[¦]¦{¦}¦&¦`,
  `*¦!¦|¦>¦%¦@¦\`¦\u00a0¦é¦😀¦\u2028¦\u0085¦\u007f¦~¦.¦_¦+¦0¦\r¦=¦<<`,
);

/** One-line scalars of any characters, as values, items and keys. */
export const scalars: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '"', "'", 'a'),
    fc.array(fc.constantFrom(...units), { maxLength: 6 }),
    fc.constantFrom('', '"', "'", ' # c', '" # c'),
  )
  .map(([open, inner, close]) => `${open}${inner.join('')}${close}`)
  .chain((text) =>
    fc.constantFrom(`a: ${text}\nb: 1`, `- ${text}\n- 1`, `${text}: 1`, `- ${text}: 1`),
  );

/** Literal blocks of lines with any indentation. */
export const literals: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('a: ', '- ', '- a: ', 'a:\n  b: ', 'a:\n- '),
    fc.constantFrom('|', '|-', '|+', '| ', '|2', '|- # c', '|1-', '>', '>-'),
    fc.array(
      fc.constantFrom(
        '',
        ' ',
        '  ',
        '    ',
        ' a',
        '  a',
        '   b',
        '    c',
        '\t',
        ' \td',
        '# e',
        '  # f',
      ),
      {
        maxLength: 6,
      },
    ),
    fc.constantFrom('', '\nb: 1', '\n- 1', '\n  c: 1', '\n'),
  )
  .map(([open, header, lines, close]) => `${open}${header}\n${lines.join('\n')}${close}`);

/** Flow collections of pieces in any order. */
export const flowSoup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...flowScraps), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(''))
  .chain((inner) => fc.constantFrom(`a: [${inner}]`, `a: {${inner}}`, `- [a, {${inner}}] # c`));

/** Pieces of YAML in any order: mostly errors, seldom what one expects. */
export const soup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...scraps), { minLength: 2, maxLength: 14 })
  .map((pieces) => pieces.join(''));

/** The parts between the bars. */
function pieces(...lines: string[]): string[] {
  return lines.join('').split('¦');
}
