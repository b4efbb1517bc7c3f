import type { Path } from '../../json.ts';
import { autoscaling, extension, managedBy, revcast, serving } from '../../knative/keys.ts';
import { fromService, placeIn } from './places.ts';
import { setting } from './setting.ts';
import type { Subject } from './subject.ts';
import type { Origin, Told } from './tree.ts';

const template = ['spec', 'template', 'metadata'];

/** Where the metadata of a generated ScaledObject comes from, before an overlay. */
export function metadataOrigin(path: Path, subject: Subject): Origin {
  const [, field, key] = path;
  if (field === 'labels') return labelOrigin(String(key), subject);
  if (field === 'annotations') return annotationOrigin(String(key), subject);
  if (field === 'namespace') {
    const source = placeIn(subject.service.manifest, ['metadata', 'namespace']);
    const told: Told = {
      from: 'service',
      origin: 'metadata.namespace',
      reason: "the Service's",
      source,
    };
    return { tell: () => told };
  }
  return { tell: () => named(subject) };
}

/** Of metadata.name and of the HPA's. */
export function named(subject: Subject): Told {
  return computed(subject, 'the name of the revision: the extension looks under no other');
}

export function computed({ revision }: Pick<Subject, 'revision'>, reason: string): Told {
  return { from: 'computed', origin: `revision ${revision?.name ?? ''}`, reason };
}

const knativeLabels: readonly string[] = [
  serving.configuration,
  serving.configurationGeneration,
  serving.revision,
  serving.service,
  managedBy,
];

function labelOrigin(key: string, subject: Subject): Origin {
  const isCopied = subject.service.labels[key] !== undefined && !knativeLabels.includes(key);
  const added = computed(subject, 'added: whose ScaledObject it is, and who made it');
  const root = ['metadata', 'labels'];
  return isCopied
    ? copied('labels', subject)
    : { tell: () => added, shared: { as: 'added', root } };
}

function copied(field: 'labels' | 'annotations', { service: { manifest } }: Subject): Origin {
  const told: Told = {
    from: 'service',
    origin: [...template, field].join('.'),
    reason: "copied from the Service's template",
    source: placeIn(manifest, [...template, field]),
  };
  return { tell: () => told, shared: { as: 'copied', root: ['metadata', field] } };
}

const ofRevision: readonly string[] = [
  revcast.prediction,
  revcast.templateHash,
  revcast.queryTemplates,
];

function annotationOrigin(key: string, subject: Subject): Origin {
  if (ofRevision.includes(key)) {
    const added = computed(subject, 'added: what the fixer and the next rendering go by');
    return { tell: () => added, shared: { as: 'added', root: ['metadata', 'annotations'] } };
  }
  const told = annotationTold(key, subject);
  return told === undefined ? copied('annotations', subject) : { tell: () => told };
}

/** Of an annotation that is not copied. */
function annotationTold(key: string, { service, outcome, side }: Subject): Told | undefined {
  if (key === serving.creator && service.ownAnnotations[serving.lastModifier] !== undefined) {
    return fromService(service, serving.lastModifier, 'who changed the Service made the revision');
  }
  const written = outcome.service.annotations;
  if (key === extension.autoCreate && written[key] !== service.annotations[key]) {
    const reason = 'copied from the template, where it is written into';
    return { from: 'flag', origin: '--takeover', reason };
  }
  if (service.annotations[key] !== undefined) return undefined;
  if (key === autoscaling.metric) {
    const reason = 'the template names no metric';
    return { from: 'default', origin: "the extension's default", reason };
  }
  const ofClass = setting(side, 'config-autoscaler', 'pod-autoscaler-class');
  return { ...ofClass, reason: "the template names no class: it is the cluster's" };
}
