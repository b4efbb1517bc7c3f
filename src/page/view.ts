/** What is shown: kept in the address after the hash, so that it can be shared. */
export interface View {
  readonly search: string;
  readonly namespace: string;
  readonly mode: string;
  readonly change: string;
  readonly findings: string;
  /** Only Services that are not the same as before. */
  readonly changed: boolean;
  /** A column, with a minus in front for the other way round; empty for the order of the review. */
  readonly sort: string;
  /** Services whose details are open. */
  readonly open: readonly string[];
}

export const texts = ['search', 'namespace', 'mode', 'change', 'findings', 'sort'] as const;

/** Nothing is chosen: what a review without a hash shows. */
export function plainView(isCompared: boolean): View {
  const nothing = { search: '', namespace: '', mode: '', change: '', findings: '', sort: '' };
  return { ...nothing, changed: isCompared, open: [] };
}

/** What leads to a certain choice shows all that fits it, also what is the same as before. */
export function viewOf(hash: string, plain: View): View {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const chosen = Object.fromEntries(texts.map((name) => [name, given.get(name) ?? '']));
  const isChosen = texts.some((name) => name !== 'sort' && name !== 'search' && given.has(name));
  const changed = given.get('changed');
  return {
    ...plain,
    ...chosen,
    changed: changed === null ? plain.changed && !isChosen : changed === 'yes',
    open: given.getAll('open'),
  };
}

/** Only what differs from what is shown without. */
export function hashOf(view: View, plain: View): string {
  const chosen = new URLSearchParams();
  for (const name of texts) if (view[name] !== '') chosen.set(name, view[name]);
  const text = `#${chosen}`;
  if (viewOf(text, plain).changed !== view.changed) {
    chosen.set('changed', view.changed ? 'yes' : 'no');
  }
  for (const id of view.open) chosen.append('open', id);
  return String(chosen);
}
