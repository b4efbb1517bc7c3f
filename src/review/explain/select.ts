import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { ReviewedService, Side } from '../side.ts';

/** The one Service that is meant, or why it can't be told: for a usage error. */
export type FoundService = { readonly service: ReviewedService } | { readonly usage: string };

/** The Services that `NAMESPACE/NAME` or `NAME` can mean: the one with that id, or else by name. */
export function findServices({ services }: Side, name: string): readonly ReviewedService[] {
  const exact = services.filter(({ review }) => review.id === name);
  return exact.length > 0 ? exact : services.filter(({ review }) => review.name === name);
}

/** The Service of a command line, where exactly one has the name. */
export function findService(side: Side, name: string): FoundService {
  const [service, ...others] = findServices(side, name);
  if (service === undefined) return { usage: nobody(side, name) };
  if (others.length === 0) return { service };
  const ids = [service, ...others].map(({ review }) => review.id);
  return { usage: `several Services are named ${quoted(name)}: say which one, ${listed(ids)}` };
}

function nobody({ services }: Side, name: string): string {
  const none = `there is no Service ${quoted(name)}`;
  const ids = services.map(({ review }) => review.id);
  if (ids.length === 0) return `${none}: there are no Services at all`;
  const near = nearest(name, names({ services }, name));
  if (near !== undefined) return `${none}: did you mean ${near}?`;
  return `${none}: there ${ids.length === 1 ? 'is' : 'are'} ${listed(ids, 'and')}`;
}

/** As the user writes: with namespaces, or names alone. */
function names({ services }: Pick<Side, 'services'>, written: string): string[] {
  return services.map(({ review }) => (written.includes('/') ? review.id : review.name));
}

const shown = 10;

function listed(words: readonly string[], last = 'or'): string {
  const [first = '', ...rest] = words;
  if (rest.length === 0) return first;
  if (words.length > shown) {
    return `${words.slice(0, shown).join(', ')} ${last} ${words.length - shown} more`;
  }
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
