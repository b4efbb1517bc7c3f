import type { HpaBehavior, HpaPolicy, HpaRules } from '../../../keda/hpa-behavior.ts';
import type { Meaning } from '../../types.ts';
import type { Scales } from '../types.ts';
import { caution, info } from './meaning.ts';

type Direction = 'up' | 'down';

/** How fast the HPA follows its metrics. That pods come later than they did is worth a caution. */
export function behaviorMeanings({ was, is }: Scales): Meaning[] {
  return (['up', 'down'] as const).flatMap((direction) =>
    rulesMeanings(direction, rulesOf(was.behavior, direction), rulesOf(is.behavior, direction)),
  );
}

function rulesOf({ scaleUp, scaleDown }: HpaBehavior, direction: Direction): HpaRules {
  return direction === 'up' ? scaleUp : scaleDown;
}

function rulesMeanings(direction: Direction, was: HpaRules, is: HpaRules): Meaning[] {
  if (is.selectPolicy === 'Disabled' || was.selectPolicy === 'Disabled') {
    if (is.selectPolicy === was.selectPolicy) return [];
    return is.selectPolicy === 'Disabled'
      ? [caution('behavior', `the HPA never scales ${direction} any more`)]
      : [info('behavior', `the HPA scales ${direction} again, ${policiesText(is)}`)];
  }
  return [
    ...windowMeanings(direction, was, is),
    ...policyMeanings(direction, was, is),
    ...toleranceMeanings(direction, was, is),
  ];
}

function windowMeanings(direction: Direction, was: HpaRules, is: HpaRules): Meaning[] {
  const [old, now] = [was.stabilizationWindowSeconds, is.stabilizationWindowSeconds];
  if (old === now) return [];
  const change = `the stabilisation window for scaling ${direction} is ${now} s, was ${old} s`;
  if (direction === 'up') {
    return now > old
      ? [caution('behavior', `${change}: pods come only when the load stays high that long`)]
      : [info('behavior', `${change}: pods come sooner`)];
  }
  return now > old
    ? [info('behavior', `${change}: pods stay longer after a peak`)]
    : [info('behavior', `${change}: pods go sooner after a peak`)];
}

function policyMeanings(direction: Direction, was: HpaRules, is: HpaRules): Meaning[] {
  const [old, now] = [policiesText(was), policiesText(is)];
  if (old === now) return [];
  const faster = speed(is, was);
  const pace = faster === undefined ? 'otherwise' : faster ? 'faster' : 'slower';
  const make = direction === 'up' && faster === false ? caution : info;
  return [make('behavior', `the HPA scales ${direction} ${pace}: ${now}, was ${old}`)];
}

/** Whether one is faster than another, where policies of one kind can be compared. */
function speed(is: HpaRules, was: HpaRules): boolean | undefined {
  const [[now, ...others], [old, ...oldOthers]] = [is.policies, was.policies];
  if (now === undefined || old === undefined || others.length + oldOthers.length > 0)
    return undefined;
  if (now.type !== old.type) return undefined;
  const difference = now.value / now.periodSeconds - old.value / old.periodSeconds;
  return difference === 0 ? undefined : difference > 0;
}

function toleranceMeanings(direction: Direction, was: HpaRules, is: HpaRules): Meaning[] {
  if (is.tolerance === was.tolerance) return [];
  const percent = (fraction: number): string => `${Number((fraction * 100).toPrecision(6))} %`;
  const range = `${percent(is.tolerance)} around the target, was ${percent(was.tolerance)}`;
  return [info('behavior', `the HPA does not scale ${direction} within ${range}`)];
}

function policiesText({ policies, selectPolicy }: HpaRules): string {
  const [first, ...others] = policies.map(policyText);
  if (others.length === 0) return `at most ${first}`;
  return `the ${selectPolicy === 'Min' ? 'least' : 'most'} of ${[first, ...others].join(' and ')}`;
}

function policyText({ type, value, periodSeconds }: HpaPolicy): string {
  const unit = type === 'Percent' ? ' %' : value === 1 ? ' pod' : ' pods';
  return `${value}${unit} in ${periodSeconds} s`;
}
