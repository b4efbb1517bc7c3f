import type { Binding } from './bind.ts';
import type { Located } from './diagnostics/finding.ts';
import { quoted } from './diagnostics/quoted.ts';
import type { Problem } from './diagnostics/types.ts';
import { stringAt } from './json.ts';
import { autoCreateOf } from './knative/annotations.ts';
import { autoscaling, extension, hpaClass, revcast } from './knative/keys.ts';
import { scalingClass } from './knative/service.ts';
import type { Steering } from './knative/steering.ts';
import type { Cluster, Service } from './knative/types.ts';
import { fileOf } from './manifest/origin.ts';
import type { Manifest } from './manifest/types.ts';

/** What is to become of a Service, before its ScaledObject is made. */
export type Choice =
  | { readonly treatment: 'generated' | 'extension' | 'expected'; readonly problems: Problem[] }
  | { readonly treatment: 'own'; readonly problems: Problem[]; readonly own: Manifest }
  | {
      readonly treatment: 'left';
      readonly problems: Problem[];
      /** What is wrong with a ScaledObject that is bound to it all the same. */
      readonly bound?: Located;
    };

const annotations = ['spec', 'template', 'metadata', 'annotations'];

/** The first row that fits of the table "what happens to a Service". */
export function choose(
  service: Service,
  { mode }: Steering,
  { cluster, binding }: { cluster: Cluster; binding: Binding },
): Choice {
  const own = binding.own.get(service);
  if (mode === 'skip') return { treatment: 'left', problems: [] };
  const scaled = scalingClass(service, cluster);
  if (scaled !== hpaClass) return left(scaled, own, binding);
  const autoCreate = autoCreateOf(service, cluster);
  const on = autoCreate.explicit && autoCreate.value;
  if (own !== undefined) {
    const problems = [
      ...(mode === 'generate' ? [generateAndOwn(own)] : []),
      ...(on ? [alsoClaimed()] : []),
    ];
    return { treatment: 'own', problems, own };
  }
  if (mode === 'generate') return { treatment: 'generated', problems: on ? [alsoClaimed()] : [] };
  if (mode === 'byo') {
    const path = ['metadata', 'annotations', revcast.mode];
    return { treatment: 'expected', problems: [expected(path)] };
  }
  if (!autoCreate.explicit) return { treatment: 'generated', problems: [] };
  if (on) return { treatment: 'extension', problems: [leftToExtension()] };
  const path = [...annotations, extension.autoCreate];
  return { treatment: 'expected', problems: [expected(path)] };
}

/** A ScaledObject that only looks as if it were the Service's is not worth a word. */
function left(scaled: string, own: Manifest | undefined, binding: Binding): Choice {
  if (own === undefined || binding.byTarget.has(own)) return { treatment: 'left', problems: [] };
  const bound = { manifest: own, problem: notScaled(scaled) };
  return { treatment: 'left', problems: [], bound };
}

function notScaled(scaled: string): Problem {
  return {
    code: 'RC5003',
    path: ['spec', 'scaleTargetRef'],
    message: `its Service has class ${quoted(scaled)}, so Knative scales it without KEDA`,
    hint: `Set ${autoscaling.class}: ${hpaClass} in the Service's template, or delete this ScaledObject.`,
  };
}

function generateAndOwn(own: Manifest): Problem {
  const name = quoted(stringAt(own.value, ['metadata', 'name']) ?? '');
  return {
    code: 'RC5005',
    path: ['metadata', 'annotations', revcast.mode],
    message: `the mode is "generate", but ScaledObject ${name} (${fileOf(own)}) is bound to the Service`,
    hint: 'Delete that ScaledObject, or the annotation.',
  };
}

function alsoClaimed(): Problem {
  return {
    code: 'RC5008',
    path: [...annotations, extension.autoCreate],
    message:
      'automatic creation is "true" for this Service: the extension refuses a ScaledObject it does not own',
    hint: `Set ${extension.autoCreate}: "false".`,
  };
}

function leftToExtension(): Problem {
  return {
    code: 'RC5007',
    path: [...annotations, extension.autoCreate],
    message:
      'automatic creation is "true": the extension makes the ScaledObject, revcast makes none',
    hint: `Delete the annotation, or set ${revcast.mode}: generate on the Service, to have revcast make it.`,
  };
}

function expected(path: Problem['path']): Problem {
  return {
    code: 'RC5006',
    path,
    message: 'no ScaledObject in the stream is bound to this Service, and revcast makes none',
    hint: `Render its ScaledObject together with the Service, or set ${revcast.mode}: generate on the Service.`,
  };
}
