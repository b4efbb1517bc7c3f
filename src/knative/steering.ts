import { nearest } from '../diagnostics/nearest.ts';
import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { revcast, revcastPrefix } from './keys.ts';
import type { Service } from './types.ts';

const modes = ['generate', 'byo', 'skip'] as const;
const namings = ['predict', 'pin'] as const;

/** What a Service's own `revcast.dev/*` annotations ask for. */
export interface Steering {
  readonly mode: (typeof modes)[number] | undefined;
  readonly revisionNames: (typeof namings)[number] | undefined;
  readonly generation: number | undefined;
  /** The text of `revcast.dev/scaled-object`. */
  readonly overlay: string | undefined;
  readonly problems: readonly Problem[];
}

const own = ['metadata', 'annotations'];
const onTemplate = ['spec', 'template', 'metadata', 'annotations'];
/** The keys that a Service may carry; the others are for ScaledObjects. */
const keys: readonly string[] = [
  revcast.mode,
  revcast.revisionNames,
  revcast.generation,
  revcast.scaledObject,
];

export function readSteering(service: Service): Steering {
  const { ownAnnotations } = service;
  const mode = oneOf(modes, revcast.mode, ownAnnotations[revcast.mode]);
  const naming = oneOf(namings, revcast.revisionNames, ownAnnotations[revcast.revisionNames]);
  const generation = readGeneration(ownAnnotations[revcast.generation]);
  const unknown = Object.keys(ownAnnotations).filter(isUnknown).map(unknownKey);
  const misplaced = Object.keys(service.annotations).filter(isOurs).map(misplacedKey);
  return {
    mode: mode.value,
    revisionNames: naming.value,
    generation: generation.value,
    overlay: ownAnnotations[revcast.scaledObject],
    problems: [
      ...mode.problems,
      ...naming.problems,
      ...generation.problems,
      ...unknown,
      ...misplaced,
    ],
  };
}

interface Read<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
}

function oneOf<T extends string>(
  values: readonly T[],
  key: string,
  text: string | undefined,
): Read<T> {
  const value = values.find((candidate) => candidate === text);
  if (value !== undefined || text === undefined) return { value, problems: [] };
  const near = nearest(text, values);
  const problem: Problem = {
    code: 'RC2901',
    path: [...own, key],
    message: `${key} is ${quoted(text)}, where ${values.join(' or ')} is expected`,
    hint: near === undefined ? 'Choose one of these, or delete the line.' : `Did you mean ${near}?`,
  };
  return { value: undefined, problems: [problem] };
}

function readGeneration(text: string | undefined): Read<number> {
  if (text === undefined) return { value: undefined, problems: [] };
  const path = [...own, revcast.generation];
  const generation = Number(text);
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(generation)) {
    const message = `${revcast.generation} is ${quoted(text)}, where a whole number is expected`;
    const hint = 'Write the generation that the template will have, such as "3".';
    return { value: undefined, problems: [{ code: 'RC2902', path, message, hint }] };
  }
  if (generation >= 1) return { value: generation, problems: [] };
  const message = `${revcast.generation} is ${generation}, but generations start at 1`;
  const hint = 'Write the generation that the template will have, such as "3".';
  return { value: generation, problems: [{ code: 'RC2903', path, message, hint }] };
}

function isOurs(key: string): boolean {
  return key.startsWith(revcastPrefix);
}

function isUnknown(key: string): boolean {
  return isOurs(key) && !keys.includes(key);
}

function unknownKey(key: string): Problem {
  const near = nearest(
    key.slice(revcastPrefix.length),
    keys.map((known) => known.slice(revcastPrefix.length)),
  );
  return {
    code: 'RC2904',
    path: [...own, key],
    message: `${key} is none of the annotations that revcast reads on a Service`,
    hint:
      near === undefined
        ? `revcast reads ${keys.join(', ')}.`
        : `Did you mean ${revcastPrefix}${near}?`,
  };
}

function misplacedKey(key: string): Problem {
  return {
    code: 'RC2905',
    path: [...onTemplate, key],
    message: `${key} is on the template, where revcast does not read it and each change of it makes a new revision`,
    hint: "Move it to the Service's own metadata.annotations.",
  };
}
