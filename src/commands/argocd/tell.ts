import { visible } from '../../diagnostics/words.ts';
import type { Io } from '../command.ts';

/** One line of revcast's own, whatever is in it: Argo CD shows it behind the command line. */
export function tell(text: string, { writeStderr }: Pick<Io, 'writeStderr'>): void {
  writeStderr(`revcast: ${visible(text)}\n`);
}
