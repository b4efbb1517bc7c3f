interface Described {
  /** The one-letter spelling: `n` for `-n`. */
  readonly short?: string;
  /** One line for the help and the README. */
  readonly help: string;
  /** What a form calls it, where that is more than the flag's words. */
  readonly title?: string;
  /** What its values name, or those of its map. */
  readonly names?: 'file' | 'file or URL';
  /** Whether `$ARGOCD_APP_NAME` and its like are filled in, where Argo CD sets them. */
  readonly expands?: true;
  /** How values begin that only who runs revcast may choose, and not who writes what it reads. */
  readonly platformOnly?: string;
}

/** One flag of a command. The table of these drives parsing, help, and the documentation. */
export type Option =
  | (Described & { readonly type: 'boolean' })
  | (Described & {
      readonly type: 'choice';
      readonly choices: readonly string[];
      readonly default: string;
    })
  | (Described & { readonly type: 'value'; readonly placeholder: string })
  | (Described & { readonly type: 'values'; readonly placeholder: string })
  /** Entries, each written `KEY=VALUE`. */
  | (Described & { readonly type: 'map'; readonly placeholder: string });

/** By flag name, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { type: 'boolean' }
  ? boolean
  : O extends { type: 'choice'; choices: readonly (infer Choice)[] }
    ? Choice
    : O extends { type: 'values' }
      ? readonly string[]
      : O extends { type: 'map' }
        ? ReadonlyMap<string, string>
        : string | undefined;

export type Values<T extends Options> = { readonly [Name in keyof T]: ValueOf<T[Name]> };

/** The environment variable of a flag: `REVCAST_ONLY_GENERATED` for `--only-generated`. */
export function variableOf(name: string): string {
  return `REVCAST_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** How the help and the messages write the value of an option. */
export function placeholder(option: Option): string {
  if (option.type === 'boolean') return '';
  return option.type === 'choice' ? option.choices.join('|') : option.placeholder;
}

/** Wrong usage: one line that says what can't be meant. */
export interface Usage {
  readonly usage: string;
}
