import type { Meaning, Mode, ServiceReview } from '../../types.ts';
import type { Pair } from '../types.ts';
import { caution, info } from './meaning.ts';

/** Where another makes the ScaledObject, or none does any more. */
export function modeMeanings({ now, before }: Pair): Meaning[] {
  const [is, was] = [now.review, before.review];
  if (is.mode === was.mode) return [];
  const message = `${present[is.mode](is.reason)}; before, ${past[was.mode](was.reason)}${noteOf(is, was)}`;
  return [(isLost(is, was) ? caution : info)('mode', message)];
}

/** What was rendered is so no more, or another may claim the same Deployment. */
function isLost(is: ServiceReview, was: ServiceReview): boolean {
  if (was.mode === 'refused') return false;
  if (!rendered.includes(is.mode)) return true;
  return was.mode === 'extension' || was.mode === 'expected';
}

/** Modes in which the ScaledObject is in what is rendered. */
const rendered: readonly Mode[] = ['generate', 'override', 'own'];

function noteOf(is: ServiceReview, was: ServiceReview): string {
  if (is.mode === 'refused') return '';
  if (rendered.includes(is.mode)) return claims[was.mode] ?? '';
  return rendered.includes(was.mode)
    ? ': that one stays on the cluster until it is pruned or its revision goes'
    : '';
}

/** Who else may hold the Deployment of a ScaledObject that revcast writes now. */
const claims: Readonly<Partial<Record<Mode, string>>> = {
  extension: ': it refuses one that it does not own while automatic creation is on',
  expected: ': KEDA refuses a second one for the same Deployment',
};

const present: Readonly<Record<Mode, (reason: string | undefined) => string>> = {
  generate: () => 'revcast generates its ScaledObject',
  override: () => 'its ScaledObject is that of scaled-object-override',
  own: () => 'its ScaledObject is your own, completed by revcast',
  extension: () => 'the extension makes its ScaledObject, which is not in Git and knows no overlay',
  expected: () => 'its ScaledObject has to come from elsewhere, or its revisions never get ready',
  skipped: (reason) => `revcast leaves it alone (${reason ?? 'skipped'})`,
  refused: () => 'it has errors, and no ScaledObject until they are fixed',
};

const past: Readonly<Record<Mode, (reason: string | undefined) => string>> = {
  generate: () => 'revcast generated its ScaledObject',
  override: () => 'its ScaledObject was that of scaled-object-override',
  own: () => 'its ScaledObject was your own',
  extension: () => 'the extension made its ScaledObject',
  expected: () => 'its ScaledObject came from elsewhere',
  skipped: (reason) => `revcast left it alone (${reason ?? 'skipped'})`,
  refused: () => 'it had errors, so that how it scaled is not known',
};
