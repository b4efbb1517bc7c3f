/** What `helm template` is told, as far as Argo CD's helm source can. */
export interface Template {
  readonly releaseName: string;
  readonly namespace: string | undefined;
  readonly kubeVersion: string | undefined;
  readonly apiVersions: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly stringParameters: ReadonlyMap<string, string>;
  readonly fileParameters: ReadonlyMap<string, string>;
  readonly valueFiles: readonly string[];
  readonly skipCrds: boolean;
  readonly skipSchemaValidation: boolean;
  readonly skipTests: boolean;
}

/**
 * The arguments in Argo CD's order. Each value stands behind its flag or, with an equals sign, in
 * it, so that none can be read as another flag.
 */
export function templateArguments(template: Template): string[] {
  const { namespace, kubeVersion } = template;
  const each = (flag: string, values: Iterable<string>): string[] =>
    Array.from(values, (value) => [flag, value]).flat();
  const set = (flag: string, entries: ReadonlyMap<string, string>, clean: Clean): string[] =>
    each(
      flag,
      Array.from(entries, ([key, value]) => `${key}=${clean(value)}`),
    );
  return [
    'template',
    '.',
    ...each('--name-template', [template.releaseName]),
    ...each('--namespace', namespace === undefined ? [] : [namespace]),
    ...each('--kube-version', kubeVersion === undefined ? [] : [kubeVersion]),
    ...set('--set', template.parameters, withoutCommas),
    ...set('--set-string', template.stringParameters, withoutCommas),
    ...set('--set-file', template.fileParameters, literally),
    ...each('--values', template.valueFiles.map(quotedName)),
    ...each('--api-versions', template.apiVersions),
    ...(template.skipCrds ? [] : ['--include-crds']),
    ...(template.skipSchemaValidation ? ['--skip-schema-validation'] : []),
    ...(template.skipTests ? ['--skip-tests'] : []),
  ];
}

type Clean = (value: string) => string;

/** A comma would begin the next entry, but for one with a backslash, or in a list in braces. */
function withoutCommas(value: string): string {
  return /^\{.*\}$/s.test(value) ? value : value.replace(/(?<!\\),/g, '\\,');
}

/**
 * The path of a file means itself: a backslash, a comma or a leading brace could let it name another
 * one, any on the machine.
 */
function literally(path: string): string {
  return here(path).replace(/[\\,]/g, '\\$&');
}

/** Helm reads the names of files with values as CSV, and a hyphen as standard input. */
function quotedName(path: string): string {
  return /[,"\r\n]/.test(path) ? `"${here(path).replaceAll('"', '""')}"` : here(path);
}

function here(path: string): string {
  return /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/|\.\.?\/)/.test(path) ? path : `./${path}`;
}

/** An Application's name, without the namespace that Argo CD puts before it in other namespaces. */
export function releaseName(application: string): string {
  return application.slice(application.indexOf('_') + 1);
}

/** The numbers of a version: Helm knows nothing of `-gke.1` or `+k3s1`. Undefined if it has none. */
export function cleanVersion(text: string): string | undefined {
  const numbers = /^\s*v?((?:0|[1-9]\d*)(?:\.\d+)+)/.exec(text)?.[1];
  return numbers?.split('.').map(Number).join('.');
}
