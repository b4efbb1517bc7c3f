import type { Json, Path } from '../../json.ts';
import { fieldSource } from '../../keda/annotated-field.ts';
import { parseQuery, usesRevisionName } from '../../keda/query.ts';
import { annotation, autoscaling, extension } from '../../knative/keys.ts';
import { readMetric } from '../../knative/scaling/target.ts';
import { fromTemplate, placeIn } from './places.ts';
import { setting } from './setting.ts';
import type { Subject } from './subject.ts';
import type { Told } from './tree.ts';

/** Where a field of the trigger of the Service's own metric comes from. */
export function firstTriggerTold(path: Path, value: Json, subject: Subject): Told {
  const { service } = subject;
  const field = path.slice(3).join('.');
  if (field === 'metadata.namespace') return namespaceTold(subject);
  const source = fieldSource(path, service.annotations);
  const found = source && annotation(service.annotations, source.key);
  if (found === undefined) return defaultTold(field, subject);
  return fromTemplate(service, found, reasonOf(field, found.value, value, subject));
}

function reasonOf(field: string, text: string, value: Json, { service }: Subject): string {
  const metric = readMetric(service.annotations);
  switch (field) {
    case 'type':
      return value === 'prometheus'
        ? `${metric} is not cpu or memory: asked of Prometheus`
        : 'as it is';
    case 'metadata.value':
      return metric === 'memory'
        ? `floor(${text}) MiB`
        : `ceil(${text})${cpuUnit(service.annotations)}`;
    case 'metadata.threshold':
      return `floor(${text}), as a quantity`;
    case 'metadata.query': {
      const query = parseQuery(text);
      const isFilled = 'ok' in query && usesRevisionName(query.ok);
      return isFilled ? "with the revision's name filled in" : 'as it is';
    }
    default:
      return 'as it is';
  }
}

function cpuUnit(annotations: Subject['service']['annotations']): string {
  return annotations[extension.metricType] === 'AverageValue'
    ? ''
    : ' percent of what is requested';
}

function defaultTold(field: string, { service, side }: Subject): Told {
  const metric = readMetric(service.annotations);
  const ofExtension = (reason: string): Told => ({
    from: 'default',
    origin: "the extension's default",
    reason,
  });
  switch (field) {
    case 'type':
      return ofExtension('the template names no metric');
    case 'name':
      return ofExtension(`its name for the trigger of ${metric}`);
    case 'metricType':
      return ofExtension(`of ${metric}`);
    case 'metadata.value':
      return ofExtension(
        `of ${metric}, in percent of what is requested; there is no ${autoscaling.target}`,
      );
    case 'metadata.serverAddress': {
      const address = setting(side, 'config-autoscaler-keda', 'autoscaler.keda.prometheus-address');
      return { ...address, reason: `there is no ${extension.prometheusAddress}` };
    }
    default:
      return ofExtension('there is no annotation for it');
  }
}

function namespaceTold({ service, side }: Subject): Told {
  const reason = "the Service's, for Prometheus servers that want to know";
  if (service.namespace !== undefined) {
    const source = placeIn(service.manifest, ['metadata', 'namespace']);
    return { from: 'service', origin: 'metadata.namespace', reason, source };
  }
  return side.settings.namespace === undefined
    ? { from: 'default', origin: "revcast's default", reason: 'no namespace is known' }
    : { from: 'flag', origin: '--namespace', reason };
}
