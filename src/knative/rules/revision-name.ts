import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { stringAt } from '../../json.ts';
import { generationIn } from '../names.ts';
import { isDns1035Label } from '../syntax.ts';
import type { Service } from '../types.ts';
import { templateMetadata } from './paths.ts';

/** A name that the template gives to its revision. */
export function revisionNameProblems(service: Service): Problem[] {
  const name = stringAt(service.template, ['metadata', 'name']) ?? '';
  const generated = stringAt(service.template, ['metadata', 'generateName']) ?? '';
  return [
    ...(name === '' ? [] : givenProblems(name, service.name)),
    // A prefix may end in a hyphen, as what follows does not.
    ...(generated === '' || isDns1035Label(generated.replace(/-$/, ''))
      ? []
      : [prefixProblem(generated)]),
  ];
}

function givenProblems(name: string, service: string): Problem[] {
  const path = [...templateMetadata, 'name'];
  const problems: Problem[] = [];
  if (!isDns1035Label(name)) {
    const message = `the revision's name ${quoted(name)} is not a DNS-1035 label`;
    const hint = 'Use at most 63 lower case letters, digits and hyphens, and no hyphen last.';
    problems.push({ code: 'RC2030', path, message, hint });
  }
  if (!name.startsWith(`${service}-`)) {
    const message = `the revision's name ${quoted(name)} does not start with the Service's name and a hyphen`;
    const hint = `Call it ${service}-… .`;
    problems.push({ code: 'RC2031', path, message, hint });
  }
  const generation = generationIn(service, name);
  if (generation === undefined) return problems;
  const message = `the revision's name ${quoted(name)} is the one that Knative gives to generation ${generation}`;
  const hint = 'Choose another name: this one makes the Service fail at that generation.';
  return [...problems, { code: 'RC2032', path, message, hint }];
}

function prefixProblem(generated: string): Problem {
  return {
    code: 'RC2030',
    path: [...templateMetadata, 'generateName'],
    message: `generateName ${quoted(generated)} is not the start of a DNS-1035 label`,
    hint: 'Delete it: Knative names revisions itself.',
  };
}
