import type { Trigger } from '../../../keda/scale.ts';
import { anyCharacter, shortened, signsOf } from '../../words/charset.ts';

export const signs: ReturnType<typeof signsOf> = signsOf(anyCharacter);

/** `cpu`, `orders-lag (kafka)`: a name that only repeats the type is none. */
export function labelOf({ type, name }: Trigger): string {
  if (name === undefined || name === type || name.startsWith('default-trigger-')) return type;
  return `${shortened(name, 48, signs)} (${type})`;
}

/** `60% of the request`, `200Mi per pod`, `5 in all`: what the target's number stands for. */
export function targetText({ type, metricType, target }: Trigger): string {
  const text = target?.text ?? '?';
  if (metricType === 'Utilization') return `${text}% of the request`;
  if (metricType === 'Value') return `${text} in all`;
  return `${text}${type === 'cpu' ? ' cores' : ''} per pod`;
}

/** For people, and without the password that an address can hold. */
export function addressText(address: string | undefined): string {
  return shortened((address ?? 'none').replace(/\/\/[^/@]*@/, '//'), 80, signs);
}

/** White space between the words of a query says nothing; in its strings it does. */
export function withoutLayout(query: string | undefined): string | undefined {
  return query
    ?.replace(
      /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|\s+/g,
      (_, text?: string) => text ?? ' ',
    )
    .trim();
}
