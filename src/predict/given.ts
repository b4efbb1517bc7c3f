import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { stringAt } from '../json.ts';
import { generationIn, isPinned } from '../knative/names.ts';
import { missingDefaults } from '../knative/template.ts';
import type { Cluster, Service } from '../knative/types.ts';
import { pinned } from './pinned.ts';
import type { Naming } from './types.ts';

const path = ['spec', 'template', 'metadata', 'name'];

/** The template names its revision. A name that is a pin is left to `pinned`, where pins are wanted. */
export function given(service: Service, cluster: Cluster, pin: boolean): Naming | undefined {
  const name = stringAt(service.template, ['metadata', 'name']) ?? '';
  if (name === '' || (pin && isPinned(service.name, name))) return undefined;
  const problems = [
    ...(pin ? [pinIgnored(name)] : []),
    ...(generationIn(service.name, name) === undefined ? [] : [looksGenerated(name)]),
    ...(isPinned(service.name, name)
      ? editedPin(name, service, cluster)
      : notReappliable(name, service, cluster)),
  ];
  return { way: 'given', name, template: service.template, edits: [], problems };
}

function pinIgnored(name: string): Problem {
  return {
    code: 'RC6011',
    path,
    message: `the revision is to be pinned, but the template names it ${quoted(name)}`,
    hint: 'Remove the name from the template, or the pin.',
  };
}

function looksGenerated(name: string): Problem {
  return {
    code: 'RC6013',
    path,
    message: `${quoted(name)} looks like a name that Knative gives itself`,
    hint: 'Choose a suffix that is no number: when the Service gets to this generation, its revision cannot be created.',
  };
}

/**
 * Knative fills in no defaults while a given name stays the same, and takes what is then missing for
 * a change: a short manifest can be applied once only.
 */
function notReappliable(name: string, service: Service, cluster: Cluster): Problem[] {
  const missing = missingDefaults(service.template, cluster, service);
  const [first] = missing;
  if (first === undefined) return [];
  const others = missing.length === 1 ? '' : ` and ${missing.length - 1} more`;
  return [
    {
      code: 'RC6012',
      path,
      message: `revision ${quoted(name)} has a name, but not all of Knative's defaults spelled out: ${first.path.join('.')}${others}; Knative refuses to apply it a second time`,
      hint: 'Let revcast name it (revcast.dev/revision-names: pin), spell out the defaults, or remove the name.',
    },
  ];
}

/** A name made of another content: the template was edited after it was pinned, the pin forgotten. */
function editedPin(name: string, service: Service, cluster: Cluster): Problem[] {
  const now = pinned(service, cluster);
  if ('code' in now || now.name === name) return notReappliable(name, service, cluster);
  return [
    {
      code: 'RC6016',
      path,
      message: `revision ${JSON.stringify(name)} is pinned to another template than this one: Knative refuses a change without a change of the name`,
      hint: 'Have revcast name it again (--revision-names pin, or revcast.dev/revision-names: pin on the Service), or remove the name.',
    },
  ];
}
