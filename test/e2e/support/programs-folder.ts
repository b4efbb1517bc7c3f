import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where .ci/build-programs puts what it builds. */
export const programs: string = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'revcast-ci',
);
