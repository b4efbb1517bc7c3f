import { quoted } from '../../diagnostics/quoted.ts';
import { isObject, type Json, type Path, valueAt } from '../../json.ts';
import { scaledObjectType } from '../../keda/go-types.ts';
import { annotation, extension } from '../../knative/keys.ts';
import { readJson } from '../../knative/scaling/json.ts';
import { maxTold, targetOrigin } from './annotated.ts';
import { named } from './metadata.ts';
import { fromTemplate } from './places.ts';
import type { Subject } from './subject.ts';
import type { Origin, Told } from './tree.ts';

/** What the extension writes over the override. */
const overwritten: ReadonlyMap<string, (subject: Subject) => Told> = new Map([
  ['spec.scaleTargetRef.apiVersion', targetTold],
  ['spec.scaleTargetRef.kind', targetTold],
  ['spec.scaleTargetRef.name', targetTold],
  ['spec.maxReplicaCount', maxTold],
  ['spec.advanced.horizontalPodAutoscalerConfig.name', named],
]);

function targetTold(subject: Subject): Told {
  return targetOrigin(subject).tell(['spec', 'scaleTargetRef'], null);
}

/** Where the spec of a ScaledObject comes from that is made from `scaled-object-override`. */
export function overrideOrigin(path: Path, subject: Subject): Origin {
  const tell = overwritten.get(path.join('.'));
  if (tell !== undefined) {
    return { tell: (at, value) => instead(tell(subject), at, value, subject) };
  }
  const found = foundOverride(subject);
  const told = (at: Path): Told => ({
    ...fromTemplate(subject.service, found, 'as it is', at),
    from: 'override',
  });
  const root = path.slice(0, path[1] === 'triggers' ? 3 : 2);
  return { tell: told, shared: { as: `override ${root.join('.')}`, root } };
}

function foundOverride({ service }: Subject): { readonly key: string; readonly value: string } {
  const key = extension.override;
  return annotation(service.annotations, key) ?? { key, value: '' };
}

/** With what the override has there, where it has something else. */
function instead(told: Told, path: Path, value: Json, subject: Subject): Told {
  const { value: override } = readJson(foundOverride(subject), scaledObjectType);
  const written = isObject(override) ? valueAt(override, path) : undefined;
  if (written === undefined || written === '' || written === value) return told;
  return { ...told, reason: `${told.reason}; the override's ${quoted(written)} does not count` };
}
