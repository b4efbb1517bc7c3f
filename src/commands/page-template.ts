import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemMessage } from '../diagnostics/system.ts';

/** The page that `npm run build` makes: beside the command, or in dist when the sources are run. */
const places = ['page.html', '../../dist/page.html'] as const;

/** The page that reviews and simulations are written into. */
export function readPageTemplate(): { readonly template: string } | { readonly failure: string } {
  const paths = places.map((place) =>
    join((import.meta as { readonly dirname: string }).dirname, place),
  );
  let last: unknown;
  for (const path of paths) {
    try {
      return { template: readFileSync(path, 'utf8') };
    } catch (error) {
      last = error;
    }
  }
  return { failure: `${paths.join(', ')}: ${systemMessage(last)}; npm run build makes the page` };
}
