import { pathText } from '../../diagnostics/words.ts';
import { type JsonObject, stringAt } from '../../json.ts';
import { annotation, autoscaling, extension, hpaClass, revcast } from '../../knative/keys.ts';
import { scalingClass } from '../../knative/service.ts';
import { fileOf } from '../../manifest/origin.ts';
import type { Manifest } from '../../manifest/types.ts';
import { takeover } from '../../takeover.ts';
import type { Mode, Step } from '../types.ts';
import { annotated, fromService, fromTemplate, placeIn } from './places.ts';
import { setting } from './setting.ts';
import type { Subject } from './subject.ts';
import type { Told } from './tree.ts';

/** Whose the Service is, and what becomes of it. */
export function decisionSteps(subject: Subject): Step[] {
  const { steering, choice, outcome, side } = subject;
  const { service } = outcome;
  if (steering.mode === 'skip') {
    const told = fromService(service, revcast.mode, 'the Service is to be left alone');
    return [{ field: 'mode', value: 'skipped', ...told }];
  }
  const scaled = scalingClass(service, side.input.cluster);
  const classStep = { field: 'class', value: scaled, ...classTold(subject, scaled) };
  if (choice.treatment === 'left') {
    const reason = 'Knative scales it without KEDA: revcast leaves it alone';
    const told: Told = { from: 'computed', origin: 'class', reason };
    return [classStep, { field: 'mode', value: 'skipped', ...told }];
  }
  const mode = { field: 'mode', ...modeTold(subject) };
  return [classStep, mode, ...takeoverSteps(subject)];
}

function classTold({ outcome, side }: Subject, scaled: string): Told {
  const reason = scaled === hpaClass ? 'an HPA scales it, and so KEDA' : 'no HPA scales it';
  return (
    annotated(outcome.service, autoscaling.class, reason) ?? {
      ...setting(side, 'config-autoscaler', 'pod-autoscaler-class'),
      reason: `${reason}; its template names no class`,
    }
  );
}

function modeTold(subject: Subject): Told & { readonly value: Mode } {
  const { choice, steering, outcome } = subject;
  const { service } = outcome;
  const expected = 'its ScaledObject is expected from elsewhere: revcast makes none';
  switch (choice.treatment) {
    case 'own':
      return { value: 'own', ...ownTold(choice.own, service.name) };
    case 'extension': {
      const reason = 'automatic creation is on: the extension makes the ScaledObject';
      return { value: 'extension', ...told(subject, extension.autoCreate, reason) };
    }
    case 'expected':
      return steering.mode === 'byo'
        ? { value: 'expected', ...fromService(service, revcast.mode, expected) }
        : { value: 'expected', ...told(subject, extension.autoCreate, expected) };
    default:
      return madeTold(subject);
  }
}

function told({ outcome: { service } }: Subject, key: string, reason: string): Told {
  const found = annotation(service.annotations, key) ?? { key, value: '' };
  return fromTemplate(service, found, reason);
}

function madeTold({ steering, outcome: { service } }: Subject): Told & { readonly value: Mode } {
  const override = annotated(
    service,
    extension.override,
    'it holds a whole ScaledObject: other annotations of the extension do not count',
  );
  if (override !== undefined) return { value: 'override', ...override };
  const reason = "the ScaledObject is made from the template's annotations";
  if (steering.mode === 'generate') {
    return { value: 'generate', ...fromService(service, revcast.mode, reason) };
  }
  const why = 'no ScaledObject is bound to the Service, and no annotation says who makes it';
  return { value: 'generate', from: 'default', origin: "revcast's default", reason: why };
}

/** By which of the rules of `bind` the ScaledObject is the Service's. */
function ownTold(own: Manifest, service: string): Told {
  const target = stringAt(own.value, ['spec', 'scaleTargetRef', 'name']) ?? '';
  const apiVersion = stringAt(own.value, ['spec', 'scaleTargetRef', 'apiVersion']) ?? '';
  const annotationPath = ['metadata', 'annotations', revcast.service];
  const targetPath = ['spec', 'scaleTargetRef', 'name'];
  const [path, how] = apiVersion.startsWith('serving.knative.dev/')
    ? [
        targetPath,
        `its target is ${stringAt(own.value, ['spec', 'scaleTargetRef', 'kind'])} ${target}`,
      ]
    : stringAt(own.value, annotationPath) !== undefined
      ? [annotationPath, `its annotation ${revcast.service} names the Service`]
      : [targetPath, `its target ${target} is the Deployment of a revision of ${service}`];
  return {
    from: 'own',
    origin: ownName(own),
    reason: `${how}: it is completed in place`,
    source: placeIn(own, path),
  };
}

/** `ScaledObject web (shop/templates/web.yaml)`: the file where it is not that of the position. */
export function ownName(own: Manifest): string {
  const name = stringAt(own.value, ['metadata', 'name']) ?? '';
  const file = fileOf(own);
  const from = file === own.document.source.name ? '' : ` (${file})`;
  return `ScaledObject ${name}${from}`.replace('  ', ' ');
}

function takeoverSteps({ choice, outcome, side }: Subject): Step[] {
  const { treatment } = choice;
  if (!side.settings.takeover || (treatment !== 'generated' && treatment !== 'own')) return [];
  const edits = takeover(outcome.service, treatment);
  const value: JsonObject = {};
  for (const edit of edits) if (edit.op === 'set') value[pathText(edit.path)] = edit.value;
  if (edits.length === 0) return [];
  const reason = 'written into the Service, so that the extension makes no second ScaledObject';
  return [{ field: 'takeover', value, from: 'flag', origin: '--takeover', reason }];
}
