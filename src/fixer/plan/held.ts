import type { ScaledObjectState } from '../types.ts';
import type { Held } from './names.ts';
import { targetsDeployment } from './ours.ts';

/** What a ScaledObject holds now. */
export function heldBy(scaledObject: ScaledObjectState): Held {
  const { name, target, hpaName } = scaledObject;
  // KEDA's default for the name of an HPA.
  const hpa = hpaName === undefined || hpaName === '' ? `keda-hpa-${name}` : hpaName;
  // What isn't a Deployment is in nobody's way.
  return { deployment: targetsDeployment(scaledObject) ? target.name : '', hpa };
}

/** What no two ScaledObjects can hold at the same time. */
export function partsOf({ deployment, hpa }: Held): string[] {
  return [...(deployment === '' ? [] : [`Deployment ${deployment}`]), `HPA ${hpa}`];
}

/** Whether two ScaledObjects can't hold these at the same time. */
export function clash(a: Held, b: Held): boolean {
  return (a.deployment === b.deployment && a.deployment !== '') || a.hpa === b.hpa;
}

export function isSame(a: Held, b: Held): boolean {
  return a.deployment === b.deployment && a.hpa === b.hpa;
}
