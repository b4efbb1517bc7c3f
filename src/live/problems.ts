import type { Problem } from '../diagnostics/types.ts';
import type { Place } from './request.ts';

const path = ['metadata', 'name'];

export function refusal({ resource: { kind } }: Place, said: string): Problem {
  return {
    code: 'RC6020',
    path,
    message: `the cluster refuses the ${kind} as it will be written: ${said}`,
    hint: 'Correct what the server says; `kubectl apply --dry-run=server` says the same.',
  };
}

export function podRefused({ resource: { kind } }: Place, said: string): Problem {
  return {
    code: 'RC6025',
    path,
    message: `the cluster would take the ${kind}, but no Pod of it: ${said}`,
    hint: 'Nothing is wrong when what the Pod lacks is applied before the Service, or together with it.',
  };
}

export function goingAway(place: Place): Problem {
  return {
    code: 'RC6021',
    path,
    message: `${textOf(place)} is being deleted in the cluster: whether its revisions count on or start again cannot be told`,
    hint: 'Wait until it is gone, and run revcast again.',
  };
}

export function inTheWay(place: Place): Problem {
  return {
    code: 'RC6021',
    path,
    message: `the cluster has a Configuration ${place.namespace}/${place.name} that belongs to no Service: Knative will not give it to this one`,
    hint: 'Delete that Configuration, or rename the Service.',
  };
}

export function behind(place: Place): Problem {
  return {
    code: 'RC6022',
    path,
    message: `Knative has not caught up with the last change of ${textOf(place)} in the cluster`,
    hint: 'Run revcast again when it has: the Service’s status.observedGeneration is then its metadata.generation.',
  };
}

export function untried({ resource: { kind }, namespace }: Place): Problem {
  return {
    code: 'RC6023',
    path,
    message: `the cluster has no namespace ${namespace} yet: the ${kind} will be its first of that name, and could not be tried there`,
    hint: 'Nothing is wrong when the namespace is made before it, or together with it.',
  };
}

export function absent(place: Place): Problem {
  return {
    code: 'RC6024',
    path,
    message: `${textOf(place)} is not in the cluster: it gets no entry, and is taken for new until it is there`,
    hint: 'Nothing is wrong when it was not applied yet.',
  };
}

function textOf({ resource: { kind }, namespace, name }: Place): string {
  return `${kind} ${namespace}/${name}`;
}
