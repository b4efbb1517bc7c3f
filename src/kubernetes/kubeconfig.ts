import { parse } from 'yaml';
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
  const configs = files.map((file) => ({ config: configOf(file), directory: file.directory }));
  const find = (list: string, key: string, name: string): Named => {
    for (const { config, directory } of configs) {
      const entries = valueAt(config, [list]);
      const found = Array.isArray(entries) && entries.find((e) => stringAt(e, ['name']) === name);
      if (found) return { entry: objectAt(found, [key]) ?? {}, directory };
    }
    const where = files.map(({ path }) => path).join(', ');
    throw new ConnectError(`No ${key} named "${name}" in ${where}.`);
  };
  const current = context ?? firstOf(configs.map(({ config }) => config['current-context']));
  if (current === undefined) {
    throw new ConnectError(`No current context in ${files.map(({ path }) => path).join(', ')}.`);
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
    throw new ConnectError(`${path} isn't YAML: ${error instanceof Error ? error.message : error}`);
  }
  if (!isObject(config)) throw new ConnectError(`${path} isn't a kubeconfig.`);
  return config;
}

function firstOf(texts: readonly (Json | undefined)[]): string | undefined {
  return texts.find((text): text is string => typeof text === 'string' && text !== '');
}
