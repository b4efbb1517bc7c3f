import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoted } from '../../diagnostics/quoted.ts';
import { expand, otherSource } from '../../gitops/argocd/expand.ts';
import { type Repository, repositoryOf } from '../../gitops/argocd/repository.ts';
import { type Given, scanArguments } from '../arguments.ts';
import type { Io } from '../command.ts';
import type { Option, Usage } from '../option.ts';
import { type Environment, inEnvironment, isCollection, type Lookup } from '../options.ts';
import { confine, schemeOf } from './confine.ts';
import { readParameters } from './given-parameters.ts';
import { argocdOptions } from './options.ts';
import { pluginEnv, unknownVariables } from './plugin-env.ts';

/** Where the values of an Application's rendering come from. */
export interface Origins {
  /** In the order in which they count. */
  readonly lookups: readonly Lookup[];
  /** What is wrong with the command line. */
  readonly misuse: readonly Usage[];
  /** What is wrong with the Application's parameters and plugin.env, whatever they are about. */
  readonly problems: readonly Usage[];
}

/**
 * The platform's flags, the Application's parameters and plugin.env, the variables of the sidecar,
 * and what Argo CD says of the Application. Whoever writes an Application may not choose everything,
 * and no file outside of its repository.
 */
export function originsOf(
  args: readonly string[],
  repository: Repository,
  { environment, variables }: Pick<Io, 'environment' | 'variables'>,
): Origins {
  const scan = scanArguments(argocdOptions, args);
  const flags = 'usage' in scan ? new Map<string, Given>() : scan.flags;
  const [path] = 'usage' in scan ? [] : scan.paths;
  const parameters = readParameters(environment('ARGOCD_APP_PARAMETERS'), argocdOptions);
  const expanded = (lookup: Lookup): Lookup => expanding(lookup, environment);
  const application = [
    (name: string) => parameters.given.get(name),
    inEnvironment(environment, pluginEnv),
  ].map((lookup) => confining(lookup, repository, environment));
  return {
    lookups: [
      expanded((name) => flags.get(name)),
      ...application,
      expanded(inEnvironment(environment)),
      ofApplication(environment),
    ],
    misuse: [
      ...('usage' in scan ? [scan] : []),
      ...(path === undefined
        ? []
        : [{ usage: `it takes no PATH such as ${quoted(path)}: ${instead}` }]),
    ],
    problems: [
      ...parameters.problems,
      ...unknownVariables(Object.keys(variables()), argocdOptions),
    ],
  };
}

const instead = 'it reads the folder that it runs in';

/** Where the process runs, and the part of the repository that is there. */
export function repositoryHere(environment: Environment): Repository {
  const path = environment('ARGOCD_APP_SOURCE_PATH') ?? '';
  const parent = environment('ARGOCD_CMP_WORKDIR') || tmpdir();
  return repositoryOf(realpathSync('.'), path, join(parent, '_cmp_server'));
}

/** What Argo CD says of the Application and its cluster. */
function ofApplication(environment: Environment): Lookup {
  const variables = new Map([
    ['namespace', 'ARGOCD_APP_NAMESPACE'],
    ['kube-version', 'KUBE_VERSION'],
    ['api-versions', 'KUBE_API_VERSIONS'],
  ]);
  return (name, option) => {
    const written = variables.get(name);
    const text = written === undefined ? '' : (environment(written) ?? '');
    if (written === undefined || text === '') return undefined;
    return { written, texts: isCollection(option) ? text.split(',') : [text] };
  };
}

function expanding(lookup: Lookup, environment: Environment): Lookup {
  return (name, option) => {
    const given = lookup(name, option);
    if (given === undefined || 'usage' in given || option.expands !== true) return given;
    return eachText(given, option, (text) => {
      const path = expand(text, environment);
      const isElsewhere = option.names !== undefined && stepsUp(path) > stepsUp(text);
      return isElsewhere ? { refused: `leads elsewhere, to ${quoted(path)}` } : { path };
    });
  };
}

/** Who writes an Application chooses its namespace, which Argo CD takes as it is: `a/../b`, too. */
function stepsUp(path: string): number {
  return path.split('/').filter((part) => part === '..').length;
}

/** What an Application gives: expanded, and refused where it isn't its to give. */
function confining(lookup: Lookup, repository: Repository, environment: Environment): Lookup {
  return (name, option) => {
    const given = lookup(name, option);
    if (given === undefined || 'usage' in given) return given;
    const refused = notTheirs(option, given.texts);
    const how = `with --${name} in plugin.yaml`;
    if (refused !== undefined) return { usage: `${given.written} ${refused}, ${how}` };
    if (option.names === undefined) return expanding(() => given, environment)(name, option);
    return eachText(given, option, (text) => {
      const path = otherSource(text) === undefined ? expand(text, environment) : text;
      const isRemote = option.names === 'file or URL' && schemeOf(path) !== undefined;
      return isRemote ? { path } : confine(path, repository);
    });
  };
}

function notTheirs({ platformOnly }: Option, texts: readonly string[]): string | undefined {
  if (platformOnly === undefined) return undefined;
  const text = texts.find((each) => each.startsWith(platformOnly));
  if (text === undefined && platformOnly !== '') return undefined;
  return `can't be ${quoted(text ?? [])}: only who runs the sidecar may choose that`;
}

/** Changes what was given, or of the entries of a map what is behind their keys. */
function eachText(
  { written, texts }: Given,
  option: Option,
  change: (text: string) => { readonly path: string } | { readonly refused: string },
): Given | Usage {
  const changed: string[] = [];
  for (const text of texts) {
    const start = option.type === 'map' ? text.indexOf('=') + 1 : 0;
    const result = change(text.slice(start));
    if ('refused' in result) return { usage: `${written}: ${quoted(text)} ${result.refused}` };
    changed.push(text.slice(0, start) + result.path);
  }
  return { written, texts: changed, asWritten: texts };
}
