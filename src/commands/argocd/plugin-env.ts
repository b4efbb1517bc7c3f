import { nearest } from '../../diagnostics/nearest.ts';
import { type Options, type Usage, variableOf } from '../option.ts';

/** What Argo CD puts before the name of each variable in an Application's plugin.env. */
export const pluginEnv = 'ARGOCD_ENV_';

const own = `${pluginEnv}REVCAST_`;

/** Variables of plugin.env that are meant for revcast, and that no flag has. */
export function unknownVariables(names: readonly string[], options: Options): Usage[] {
  const known = Object.keys(options).map((name) => pluginEnv + variableOf(name));
  return names
    .filter((name) => name.startsWith(own) && !known.includes(name))
    .sort()
    .map((name) => ({ usage: `unknown variable ${name}${meant(name, known)}` }));
}

/** Compared without what they all begin with. */
function meant(name: string, known: readonly string[]): string {
  const near = nearest(
    name.slice(own.length),
    known.map((each) => each.slice(own.length)),
  );
  return near === undefined ? '' : ` (did you mean ${own}${near}?)`;
}
