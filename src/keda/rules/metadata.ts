import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import type { TriggerSpec } from './spec.ts';

/** The value of a metadata key that KEDA cannot read: it then builds no scaler, and no HPA. */
export function unreadable(trigger: TriggerSpec, key: string, expected: string): Problem {
  return {
    code: 'RC4205',
    path: [...trigger.path, 'metadata', key],
    message: `${key} is ${quoted(trigger.metadata[key] ?? '')}, where ${expected} is expected`,
    hint: 'Correct it: KEDA reports an error and makes no HPA until then.',
  };
}

/** Required keys that are missing or empty. */
export function missingProblems(
  trigger: TriggerSpec,
  required: readonly string[],
  code: 'RC4204' | 'RC4301',
): Problem[] {
  const strays = Object.keys(trigger.metadata).filter((key) => !required.includes(key));
  return required
    .filter((key) => trigger.metadata[key] === undefined)
    .map((key) => {
      const near = nearest(key, strays, 2);
      return {
        code,
        path: [...trigger.path, 'metadata', key],
        message: `the ${trigger.type} trigger has no ${key}`,
        hint:
          near === undefined
            ? `Add ${key} to the trigger's metadata.`
            : `Write ${near} as ${key}: upper and lower case count.`,
      };
    });
}

const jsonNumber = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** A number in metadata. KEDA reads it as JSON: no `1k`, no `.5`, no `+1`. */
export function metadataNumber(text: string): number | undefined {
  const value = jsonNumber.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** A whole number in metadata, of 64 bits. */
export function metadataInteger(text: string): number | undefined {
  if (!/^-?(?:0|[1-9][0-9]*)$/.test(text)) return undefined;
  return BigInt.asIntN(64, BigInt(text)) === BigInt(text) ? Number(text) : undefined;
}
