import type { Meaning, Mode, ServiceReview } from '../../types.ts';
import type { Pair } from '../types.ts';
import { caution, info } from './meaning.ts';

/** Who makes the ScaledObject: the modes in which it is in what is rendered. */
const rendered: readonly Mode[] = ['generate', 'override', 'own'];

/** Where another makes the ScaledObject, or none does any more. */
export function modeMeanings({ now, before }: Pair): Meaning[] {
  const [is, was] = [now.review, before.review];
  if (is.mode === was.mode) return [];
  if (was.mode === 'refused') {
    const message = `it has no errors any more: ${makes(is)}; what it scaled by before isn't known`;
    return [info('mode', message)];
  }
  switch (is.mode) {
    case 'refused':
      return [caution('mode', `it has errors now, and nothing is rendered: ${made(was)} before`)];
    case 'skipped':
      return [caution('mode', `${makes(is)}: ${made(was)} before${lost(was)}`)];
    case 'expected':
      return [
        caution(
          'mode',
          `${makes(is)}: ${made(was)} before${lost(was)}; without one a revision never gets ready`,
        ),
      ];
    case 'extension':
      return [
        caution(
          'mode',
          `${makes(is)}, so that it is in no review and no overlay counts: ${made(was)} before${lost(was)}`,
        ),
      ];
    default:
      return [taken(is, was)];
  }
}

function taken(is: ServiceReview, was: ServiceReview): Meaning {
  const message = `${makes(is)}: ${made(was)} before`;
  switch (was.mode) {
    case 'extension':
      return caution(
        'mode',
        `${message}; it must be switched off, or it refuses a ScaledObject that it does not own`,
      );
    case 'expected':
      return caution('mode', `${message}; KEDA refuses a second one for the same Deployment`);
    default:
      return info('mode', message);
  }
}

function makes({ mode, reason }: ServiceReview): string {
  return presence[mode](reason);
}

function made({ mode, reason }: ServiceReview): string {
  return past[mode](reason);
}

const presence: Readonly<Record<Mode, (reason: string | undefined) => string>> = {
  generate: () => 'revcast generates its ScaledObject from annotations',
  override: () => 'its ScaledObject is the one of scaled-object-override',
  own: () => 'its ScaledObject is your own, which revcast completes',
  extension: () => 'the extension makes its ScaledObject in the cluster',
  expected: () => 'its ScaledObject has to come from elsewhere',
  skipped: (reason) => `revcast leaves it alone (${reason ?? 'skipped'})`,
  refused: () => 'it has errors',
};

const past: Readonly<Record<Mode, (reason: string | undefined) => string>> = {
  generate: () => 'revcast generated it from annotations',
  override: () => 'it was the one of scaled-object-override',
  own: () => 'it was your own',
  extension: () => 'the extension made it',
  expected: () => 'it came from elsewhere',
  skipped: (reason) => `revcast left it alone (${reason ?? 'skipped'})`,
  refused: () => 'it had errors',
};

/** What was rendered may stay where it was applied. */
function lost(was: ServiceReview): string {
  return rendered.includes(was.mode)
    ? ', and it is not rendered any more: on the cluster it stays until it is pruned or its revision goes'
    : '';
}
