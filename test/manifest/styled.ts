import fc from 'fast-check';
import { type Alias, Document, isMap, type Scalar, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from '../../src/json.ts';
import { nastyString } from './strings.ts';

const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'metadata', 'app.kubernetes.io/name', 'x y') },
  { weight: 1, arbitrary: nastyString.filter((text) => text !== '<<') },
);

const text = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('web', 'sum(rate(a[1m]))', 'one\ntwo\n', 'a b c d e f') },
  { weight: 1, arbitrary: nastyString },
);

/** Values as manifests have them, and worse. */
export const anyValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom<Json>(null, true, 0, -1.5, 80, {}, []),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
})).value;

const anyObject = fc.dictionary(key, anyValue, { minKeys: 1, maxKeys: 5 });

interface Looks {
  /** What the choices of styles and comments are made of. */
  readonly choices: readonly number[];
  readonly indent: number;
  readonly indentSeq: boolean;
  readonly lineWidth: number;
  readonly crlf: boolean;
  readonly ended: boolean;
  readonly head: string;
  readonly tail: string;
}

const looks: fc.Arbitrary<Looks> = fc.record({
  choices: fc.array(fc.nat(63), { minLength: 12, maxLength: 40 }),
  indent: fc.constantFrom(2, 2, 4, 3),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 0, 20),
  crlf: fc.boolean(),
  ended: fc.boolean(),
  head: fc.constantFrom('', '', '---\n', '# head\n', '# head\n--- # start\n', '\uFEFF', '\n\n'),
  tail: fc.constantFrom('', '', '# tail\n', '\n', '...\n', '  # tail\n\n'),
});

/** YAML in any style, with comments `# note 1` …, anchors, aliases and merge keys. */
export const styledYaml: fc.Arbitrary<string> = fc
  .tuple(anyObject, looks)
  .map(([value, look]) => print(value, look));

function print(value: Json, look: Looks): string {
  const document = new Document(value, { merge: true });
  let count = 0;
  const next = (): number => look.choices[count++ % look.choices.length] ?? 0;
  decorate(document, next);
  const { indent, indentSeq, lineWidth } = look;
  const body = document.toString({ indent, indentSeq, lineWidth, minContentWidth: 0 });
  const all = look.head + body + look.tail;
  const ended = look.ended ? all : all.replace(/\n+$/, '');
  return look.crlf ? ended.replaceAll('\n', '\r\n') : ended;
}

const scalarStyles: readonly Scalar.Type[] = [
  'QUOTE_SINGLE',
  'QUOTE_DOUBLE',
  'BLOCK_LITERAL',
  'BLOCK_FOLDED',
];

function decorate(document: Document, next: () => number): void {
  let comments = 0;
  const comment = (): string => ` note ${++comments}`;
  const anchored: (Scalar | YAMLMap | YAMLSeq)[] = [];
  const aliasFor = (choice: number, path: readonly unknown[]): Alias | undefined => {
    const target = anchored[choice % 5];
    if (choice % 6 !== 1 || target === undefined || path.includes(target)) return undefined;
    return document.createAlias(target);
  };
  visit(document, {
    Collection(_, node, path) {
      const choice = next();
      node.flow = choice % 8 === 0;
      if (choice % 7 === 1) node.commentBefore = comment();
      if (choice % 9 === 2) node.comment = comment();
      if (choice % 11 === 3) node.spaceBefore = true;
      const alias = isMap(node) ? aliasFor(next(), path) : undefined;
      if (isMap(node) && alias !== undefined) node.add(document.createPair('<<', alias));
      if (choice % 10 === 4) anchored.push(node);
    },
    Scalar(role, node, path) {
      const choice = next();
      if (role === 'key') {
        if (choice % 10 === 5) node.commentBefore = comment();
        return undefined;
      }
      const style = scalarStyles[choice % 9];
      if (style !== undefined && typeof node.value === 'string') node.type = style;
      if (choice % 10 === 6) node.comment = comment();
      const alias = aliasFor(next(), path);
      if (alias === undefined && choice % 12 === 7) anchored.push(node);
      return alias;
    },
  });
}
