import { operand } from './operand.ts';
import { binaryKind, binaryRank, bindsToTheRight, isComparison, type Kind } from './operators.ts';
import {
  current,
  expect,
  fail,
  giveUp,
  isUnclear,
  mismatch,
  type Reading,
  take,
} from './reading.ts';

/** Operands with operators between them that bind at least as tightly as `least`. */
export function expression(reading: Reading, least: number): Kind {
  let left = operand(reading);
  let previous = '';
  /** Right side of the comparison before. */
  let compared: Kind = 'any';
  for (;;) {
    const operator = current(reading);
    if (isUnclear(operator)) return giveUp(reading);
    const rank = operator.kind === 'operator' ? binaryRank(operator.text) : undefined;
    if (rank === undefined || rank < least) break;
    if (previous === '??' && operator.text !== '??') {
      return fail(reading, operator, `"${operator.text}" next to ?? needs parentheses`);
    }
    reading.at += 1;
    const right = expression(reading, bindsToTheRight(operator.text) ? rank : rank + 1);
    const chained = isComparison(previous) && isComparison(operator.text);
    const kind = binaryKind(operator.text, chained ? compared : left, right);
    left = kind ?? fail(reading, operator, mismatch(operator.text));
    compared = right;
    previous = operator.text;
  }
  return least === 0 ? conditional(reading, left) : left;
}

function conditional(reading: Reading, condition: Kind): Kind {
  let kind = condition;
  for (let mark = current(reading); take(reading, '?'); mark = current(reading)) {
    if (kind !== 'bool' && kind !== 'any') {
      return fail(reading, mark, 'what stands before "?" is not a condition');
    }
    const short = take(reading, ':');
    const first = short ? kind : expression(reading, 0);
    if (!short) expect(reading, ':');
    const second = expression(reading, 0);
    kind = first === second ? first : 'any';
  }
  return kind;
}
