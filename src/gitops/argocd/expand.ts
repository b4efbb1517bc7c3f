/**
 * The variables that Argo CD fills into paths and parameters: its build environment. What an
 * Application adds as `plugin.env` is none of them.
 */
const buildVariable =
  /^ARGOCD_APP_(?:NAME|NAMESPACE|PROJECT_NAME|REVISION|REVISION_SHORT|REVISION_SHORT_8|SOURCE_REPO_URL|SOURCE_PATH|SOURCE_TARGET_REVISION)$/;

/**
 * A text with `$NAME` and `${NAME}` filled in from the build environment, as Go's os.Expand finds
 * them: any other variable is empty, and `$$` is a dollar sign.
 */
export function expand(text: string, environment: (name: string) => string | undefined): string {
  return text.replace(
    /\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*)|([*#$@!?\-0-9])|\{)/g,
    (_, braced?: string, plain?: string, special?: string) => {
      const name = braced ?? plain ?? special ?? '';
      if (name === '$') return '$';
      return buildVariable.test(name) ? (environment(name) ?? '') : '';
    },
  );
}

/** The source that a path of another one begins with: `$values` of `$values/prod.yaml`. */
export function otherSource(path: string): string | undefined {
  const name = /^\$([^/${}]+)\//.exec(path)?.[1];
  return name === undefined || buildVariable.test(name) ? undefined : `$${name}`;
}
