import { parse } from 'yaml';
import { nearest } from '../diagnostics/nearest.ts';
import { systemMessage } from '../diagnostics/system.ts';
import { isObject, type Json, type JsonObject, objectAt, stringAt, valueAt } from '../json.ts';
import { ConnectError } from './errors.ts';
import { type Cluster, clusterOf, type Named, type User, userOf } from './kubeconfig-entries.ts';

export interface KubeconfigFile {
  readonly path: string;
  /** Where the relative paths in it start. */
  readonly directory: string;
  readonly text: string;
}

/** Which cluster, as whom, in which namespace. */
export interface Target {
  readonly cluster: Cluster;
  readonly user: User;
  readonly namespace: string;
}

/**
 * The target of a context, or of the current one. Files are merged as kubectl does: the first that
 * has a name, or that sets the current context, counts.
 */
export function targetOf(files: readonly KubeconfigFile[], context?: string): Target {
  const where = files.map(({ path }) => path).join(', ');
  const configs = files.map((file) => ({ config: configOf(file), directory: file.directory }));
  const find = (list: string, key: string, name: string): Named => {
    for (const { config, directory } of configs) {
      const entries = valueAt(config, [list]);
      const found = Array.isArray(entries) && entries.find((e) => stringAt(e, ['name']) === name);
      if (found) return { entry: objectAt(found, [key]) ?? {}, directory };
    }
    const known = configs.flatMap(({ config }) => namesIn(config, list));
    const near = nearest(name, known);
    const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
    throw new ConnectError(`No ${key} named "${name}" in ${where}${hint}.`);
  };
  const current = context ?? firstOf(configs.map(({ config }) => config['current-context']));
  if (current === undefined) {
    throw new ConnectError(`No current context in ${where}: name one with --context.`);
  }
  const { entry } = find('contexts', 'context', current);
  const user = stringAt(entry, ['user']);
  const namespace = stringAt(entry, ['namespace']);
  return {
    cluster: clusterOf(find('clusters', 'cluster', stringAt(entry, ['cluster']) ?? '')),
    user: user ? userOf(find('users', 'user', user), user) : { impersonation: {}, directory: '' },
    namespace: namespace || 'default',
  };
}

function configOf({ path, text }: KubeconfigFile): JsonObject {
  let config: unknown;
  try {
    config = parse(text, { logLevel: 'error' }) ?? {};
  } catch (error) {
    // Below its first line the parser shows the place, which may be a line with a password.
    const said = systemMessage(error).replace(/:$/, '');
    throw new ConnectError(`The kubeconfig ${path} isn't YAML: ${said}.`);
  }
  if (!isObject(config)) throw new ConnectError(`${path} isn't a kubeconfig.`);
  return config;
}

function namesIn(config: JsonObject, list: string): string[] {
  const entries = valueAt(config, [list]);
  if (!Array.isArray(entries)) return [];
  return entries.map((entry) => stringAt(entry, ['name'])).filter((name) => name !== undefined);
}

function firstOf(texts: readonly (Json | undefined)[]): string | undefined {
  return texts.find((text): text is string => typeof text === 'string' && text !== '');
}
