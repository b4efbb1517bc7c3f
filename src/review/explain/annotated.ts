import type { Path } from '../../json.ts';
import { fieldSource } from '../../keda/annotated-field.ts';
import { annotation, autoscaling, extension } from '../../knative/keys.ts';
import { firstTriggerTold } from './first-trigger.ts';
import { computed, named } from './metadata.ts';
import { annotated, fromTemplate } from './places.ts';
import { setting } from './setting.ts';
import type { Subject } from './subject.ts';
import type { Origin, Told } from './tree.ts';

const triggerPath = /^spec\.triggers\.\d+/;

/** Where the spec of a ScaledObject comes from that is made from the single annotations. */
export function annotatedOrigin(path: Path, subject: Subject): Origin {
  const field = path.join('.');
  if (path[1] === 'scaleTargetRef') return targetOrigin(subject);
  if (field === 'spec.advanced.horizontalPodAutoscalerConfig.name') {
    return { tell: () => named(subject) };
  }
  if (field === 'spec.minReplicaCount') return { tell: () => minTold(subject) };
  if (field === 'spec.maxReplicaCount') return { tell: () => maxTold(subject) };
  const { annotations } = subject.service;
  const source = fieldSource(path, annotations);
  if (source?.inside !== undefined) return documentOrigin(path, source.inside, subject);
  if (source?.key === autoscaling.window) return windowOrigin(path, subject);
  return { tell: (at, value) => firstTriggerTold(at, value, subject) };
}

export function targetOrigin(subject: Subject): Origin {
  const told = computed(subject, 'the Deployment of the revision');
  return { tell: () => told, shared: { as: 'target', root: ['spec', 'scaleTargetRef'] } };
}

/** JSON of an annotation, as far as it is taken over as it is. */
function documentOrigin(path: Path, inside: Path, subject: Subject): Origin {
  const isTrigger = triggerPath.test(path.join('.'));
  const root = path.slice(0, path.length - inside.length + (isTrigger ? 1 : 0));
  const what = isTrigger ? `[${inside[0]}] of its list, as it is` : 'as it is';
  const tell = (at: Path): Told => {
    const source = fieldSource(at, subject.service.annotations);
    const key = source?.key ?? '';
    const found = annotation(subject.service.annotations, key) ?? { key, value: '' };
    return fromTemplate(subject.service, found, what, source?.inside);
  };
  return { tell, shared: { as: root.join('.'), root } };
}

function windowOrigin(path: Path, { service }: Subject): Origin {
  const { annotations } = service;
  const rules = [extension.scaleUpRules, extension.scaleDownRules].find(
    (key) => annotations[key] !== undefined,
  );
  const reason =
    rules === undefined
      ? 'in seconds, in both directions'
      : `in seconds; in the other direction ${rules} replaces it`;
  const found = annotation(annotations, autoscaling.window) ?? { key: '', value: '' };
  const told = fromTemplate(service, found, reason);
  return { tell: () => told, shared: { as: 'window', root: path.slice(0, 4) } };
}

/** Above 0 as it is; KEDA cannot scale to zero on cpu and memory. */
function minTold({ service, side }: Subject): Told {
  const text = annotation(service.annotations, autoscaling.minScale)?.value;
  const min = text === undefined ? side.input.cluster.minScale : Number(text);
  const metric = annotation(service.annotations, autoscaling.metric)?.value ?? 'cpu';
  const reason =
    min > 0 ? 'as it is' : `${min} raised to 1: nobody would be left to measure ${metric} on`;
  return (
    annotated(service, autoscaling.minScale, reason) ?? {
      ...setting(side, 'config-autoscaler', 'min-scale'),
      reason,
    }
  );
}

export function maxTold({ service, side }: Subject): Told {
  const text = annotation(service.annotations, autoscaling.maxScale)?.value;
  const max = text === undefined ? side.input.cluster.maxScale : Number(text);
  const reason = max > 0 ? 'as it is' : '0 is no limit: the highest number there is';
  return (
    annotated(service, autoscaling.maxScale, reason) ?? {
      ...setting(side, 'config-autoscaler', 'max-scale'),
      reason,
    }
  );
}
