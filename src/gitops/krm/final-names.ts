import type { Located } from '../../diagnostics/finding.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type Json, type Path, stringAt } from '../../json.ts';
import type { Service } from '../../knative/types.ts';
import { peek, peekAnnotation } from './peek.ts';
import type { Item } from './resource-list.ts';

type Kind = 'ConfigMap' | 'Secret';

/** The fields of a Pod that name a ConfigMap or a Secret, and what they call its name. */
const references: Readonly<Record<string, readonly [Kind, string]>> = {
  configMapKeyRef: ['ConfigMap', 'name'],
  configMapRef: ['ConfigMap', 'name'],
  configMap: ['ConfigMap', 'name'],
  secretKeyRef: ['Secret', 'name'],
  secretRef: ['Secret', 'name'],
};

/**
 * What refers to a ConfigMap or a Secret by a name that it loses. kustomize adds hashes to names, and
 * corrects references to changed ones, in the outermost kustomization and after all transformers
 * (its `api/internal/target/kusttarget.go`).
 */
export function notFinal(items: readonly Item[], services: readonly Service[]): Located[] {
  const names = new Set(items.flatMap(earlierNames));
  if (names.size === 0) return [];
  return services.flatMap((service) =>
    referencesIn(service.template.spec ?? null, ['spec', 'template', 'spec'])
      .filter(({ kind, name }) => names.has(`${kind}/${service.namespace ?? ''}/${name}`))
      .map(({ kind, name, path }) => ({
        manifest: service.manifest,
        problem: willChange(kind, name, path),
      })),
  );
}

/** The names that others may still know the item by. */
function earlierNames({ member: { value } }: Item): string[] {
  const kind = peek(value, 'kind');
  if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
  const of = (key: string): string =>
    peekAnnotation(value, `internal.config.kubernetes.io/${key}`) ?? '';
  const name = peek(value, 'metadata', 'name') ?? '';
  const namespace = peek(value, 'metadata', 'namespace') ?? '';
  const isHashed = of('needsHashSuffix') === 'enabled';
  const names = of('previousNames')
    .split(',')
    .filter((each) => each !== '' && each !== name);
  return [...names, ...(isHashed ? [name] : [])].map((each) => `${kind}/${namespace}/${each}`);
}

interface Reference {
  readonly kind: Kind;
  readonly name: string;
  readonly path: Path;
}

function referencesIn(value: Json, path: Path): Reference[] {
  const members: [string | number, Json][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(isObject(value) ? value : {});
  return members.flatMap(([step, inner]) => {
    const below = [...path, step];
    const [kind, field] = referenceBy(step, path) ?? [];
    const name = field === undefined ? undefined : stringAt(inner, [field]);
    const here = kind && field && name ? [{ kind, name, path: [...below, field] }] : [];
    return [...here, ...referencesIn(inner, below)];
  });
}

/** A volume calls the name of its Secret `secretName`, a projected one does not. */
function referenceBy(step: string | number, path: Path): readonly [Kind, string] | undefined {
  if (path.at(-1) === 'imagePullSecrets') return ['Secret', 'name'];
  if (step === 'secret') return ['Secret', path.includes('projected') ? 'name' : 'secretName'];
  return Object.hasOwn(references, step) ? references[step] : undefined;
}

function willChange(kind: Kind, name: string, path: Path): Problem {
  return {
    code: 'RC6026',
    path,
    message: `kustomize gives ${kind} ${name} its final name after this function has run: where it writes that in here, the revision is another one than predicted`,
    hint: 'Render what kustomize build prints instead, or give the object a name of its own, without hash, prefix and suffix.',
  };
}
