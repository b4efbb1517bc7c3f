import type { Problem } from '../../diagnostics/types.ts';
import { isObject, type JsonObject, type Path, stringAt, valueAt } from '../../json.ts';
import { type Identity, readIdentity, readTarget } from './spec.ts';

/** Two objects that cannot both be applied. Both numbers are indices into the stream. */
export interface Conflict {
  /** The object that the problem is about: the later one, or the HPA. */
  readonly index: number;
  /** The object that it conflicts with. */
  readonly other: number;
  readonly problem: Problem;
}

interface Placed {
  readonly index: number;
  readonly namespace: string | undefined;
}

interface ScaledObject extends Placed, Identity {
  /** It says that it takes an HPA over. */
  readonly takesOver: boolean;
}

interface Hpa extends Placed {
  readonly name: string;
  readonly target: Identity['target'];
  /** Names of the ScaledObjects that own it. */
  readonly owners: readonly string[];
  /** KEDA's webhook is told to overlook it. */
  readonly isOverlooked: boolean;
}

/**
 * What KEDA's webhook refuses of several objects of one namespace: two ScaledObjects, or a
 * ScaledObject and an HPA, for one target; two ScaledObjects with one HPA; and two with one name.
 * Objects that name no namespace count as of the one given.
 */
export function streamProblems(
  stream: readonly { readonly object: JsonObject }[],
  namespace: string | undefined,
): Conflict[] {
  const scaledObjects: ScaledObject[] = [];
  const hpas: Hpa[] = [];
  for (const [index, { object }] of stream.entries()) {
    const placed = { index, namespace: stringAt(object, ['metadata', 'namespace']) ?? namespace };
    if (isOf(object, 'keda.sh/', 'ScaledObject')) {
      const takesOver = stringAt(object, transfer) === 'true';
      scaledObjects.push({ takesOver, ...placed, ...readIdentity(object) });
    } else if (isOf(object, 'autoscaling/', 'HorizontalPodAutoscaler')) {
      hpas.push({ ...placed, ...readHpa(object) });
    }
  }
  const named = repeats(scaledObjects, ({ name }) => name, sameName);
  // Objects of one name are one object to KEDA, and do not conflict with themselves.
  const distinct = scaledObjects.filter(({ index }) => !named.some((it) => it.index === index));
  return [
    ...named,
    ...repeats(distinct, ({ target }) => target.name && targetKey(target), sameTarget),
    ...repeats(distinct, ({ hpaName }) => hpaName, sameHpa),
    ...hpaConflicts(hpas, distinct),
  ];
}

function isOf(object: JsonObject, group: string, kind: string): boolean {
  return object.kind === kind && String(object.apiVersion).startsWith(group);
}

function readHpa(object: JsonObject): Omit<Hpa, keyof Placed> {
  const owners = valueAt(object, ['metadata', 'ownerReferences']);
  const overlooked = ['metadata', 'annotations', 'validations.keda.sh/hpa-ownership'];
  return {
    name: stringAt(object, ['metadata', 'name']) ?? '',
    target: readTarget(object),
    owners: (Array.isArray(owners) ? owners : [])
      .filter((owner) => isObject(owner) && owner.kind === 'ScaledObject')
      .map((owner) => stringAt(owner, ['name']) ?? ''),
    isOverlooked: stringAt(object, overlooked) === 'false',
  };
}

/** Each ScaledObject whose key an earlier one of the namespace has. An empty key is none. */
function repeats(
  scaledObjects: readonly ScaledObject[],
  keyOf: (it: ScaledObject) => string,
  problemOf: (it: ScaledObject, first: ScaledObject) => Problem,
): Conflict[] {
  const firsts = new Map<string, ScaledObject>();
  const conflicts: Conflict[] = [];
  for (const it of scaledObjects) {
    const key = keyOf(it);
    if (key === '') continue;
    const placed = placedKey(it, key);
    const first = firsts.get(placed);
    if (first === undefined) firsts.set(placed, it);
    else conflicts.push({ index: it.index, other: first.index, problem: problemOf(it, first) });
  }
  return conflicts;
}

/** Neither names nor namespaces have spaces or line ends. */
function targetKey({ apiVersion, kind, name }: Identity['target']): string {
  return `${apiVersion} ${kind} ${name}`;
}

function placedKey({ namespace = '' }: Placed, key: string): string {
  return `${namespace}\n${key}`;
}

function sameName({ name }: ScaledObject): Problem {
  return {
    code: 'RC4504',
    path: ['metadata', 'name'],
    message: `two ScaledObjects are named ${name}: the later one overwrites the other`,
    hint: 'Rename or delete one of them.',
  };
}

function sameTarget({ target }: ScaledObject, { name }: ScaledObject): Problem {
  return {
    code: 'RC4501',
    path: ['spec', 'scaleTargetRef', 'name'],
    message: `the ScaledObject ${name} scales the ${target.kind} ${target.name} already`,
    hint: 'KEDA refuses the second ScaledObject of a target: put the triggers of both into one.',
  };
}

function sameHpa({ hpaName }: ScaledObject, { name }: ScaledObject): Problem {
  return {
    code: 'RC4502',
    path: ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'],
    message: `the ScaledObject ${name} makes an HPA of the name ${hpaName} already`,
    hint: 'Give each ScaledObject an HPA name of its own.',
  };
}

const transfer: Path = ['metadata', 'annotations', 'scaledobject.keda.sh/transfer-hpa-ownership'];

function hpaConflicts(hpas: readonly Hpa[], scaledObjects: readonly ScaledObject[]): Conflict[] {
  if (hpas.length === 0) return [];
  const targetOf = (it: Hpa | ScaledObject): string => placedKey(it, targetKey(it.target));
  // Of several on one target the first: the others are told of as such.
  const byTarget = new Map(scaledObjects.map((it) => [targetOf(it), it] as const).reverse());
  return hpas.flatMap((hpa) => {
    const scaledObject = byTarget.get(targetOf(hpa));
    if (scaledObject === undefined || hpa.isOverlooked) return [];
    const { takesOver, hpaName, name, index } = scaledObject;
    const isTransferred = takesOver && hpaName === hpa.name;
    if (isTransferred || hpa.owners.includes(name)) return [];
    return [{ index: hpa.index, other: index, problem: hpaProblem(hpa, name) }];
  });
}

function hpaProblem({ target }: Hpa, scaledObject: string): Problem {
  return {
    code: 'RC4503',
    path: ['spec', 'scaleTargetRef', 'name'],
    message: `the ScaledObject ${scaledObject} scales the ${target.kind} ${target.name} too, and KEDA refuses it beside this HPA`,
    hint: 'Delete the HPA: KEDA makes its own.',
  };
}
