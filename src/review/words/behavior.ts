import {
  defaultBehavior,
  type HpaBehavior,
  type HpaPolicy,
  type HpaRules,
} from '../../keda/hpa-behavior.ts';

/**
 * What differs from the HPA's defaults, a text for each direction that does:
 * `up 20 s window, 4 pods/15 s`, `down disabled`. None where all is as ever.
 */
export function behaviorTexts({ scaleUp, scaleDown }: HpaBehavior): readonly string[] {
  return [
    ...rulesText('up', scaleUp, defaultBehavior.scaleUp),
    ...rulesText('down', scaleDown, defaultBehavior.scaleDown),
  ];
}

function rulesText(direction: string, rules: HpaRules, standard: HpaRules): string[] {
  if (rules.selectPolicy === 'Disabled') return [`${direction} disabled`];
  const { stabilizationWindowSeconds: window, tolerance } = rules;
  const parts: string[] = [];
  if (window !== standard.stabilizationWindowSeconds) parts.push(`${window} s window`);
  const policies = policiesText(rules);
  if (policies !== policiesText(standard)) parts.push(policies);
  if (tolerance !== standard.tolerance) parts.push(`tolerance ${percent(tolerance)} %`);
  return parts.length === 0 ? [] : [`${direction} ${parts.join(', ')}`];
}

/** Of several policies the one that allows most counts, or with `Min` the one that allows least. */
function policiesText({ policies, selectPolicy }: HpaRules): string {
  const texts = policies.map(policyText);
  if (texts.length === 1) return texts.join('');
  return `${selectPolicy === 'Min' ? 'least' : 'most'} of ${texts.join(' and ')}`;
}

function policyText({ type, value, periodSeconds }: HpaPolicy): string {
  const unit = type === 'Percent' ? ' %' : value === 1 ? ' pod' : ' pods';
  return `${value}${unit}/${periodSeconds} s`;
}

/** Without the tail that a binary fraction has. */
function percent(fraction: number): number {
  return Number((fraction * 100).toPrecision(6));
}
