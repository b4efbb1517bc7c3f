import { stringAt } from '../../json.ts';
import { deploymentName } from '../../knative/names.ts';
import type { Action, ScaledObjectState } from '../types.ts';

/**
 * What an action takes, gives up or builds upon: ScaledObjects, Deployments and HPAs. An action with
 * a stake in common with an earlier one that failed must not happen: two ScaledObjects could end up
 * on one Deployment, or a note would say what isn't so. Others may.
 */
export function stakesOf(action: Action): string[] {
  switch (action.do) {
    case 'patch':
      return [
        ...stakesIn(action.scaledObject),
        ...deployment(stringAt(action.patch, ['spec', 'scaleTargetRef', 'name'])),
        ...hpa(
          stringAt(action.patch, ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name']),
        ),
      ];
    case 'remove':
      return stakesIn(action.scaledObject);
    case 'create': {
      const { name } = action.revision;
      const copied = action.copyOf === undefined ? [] : scaledObject(action.copyOf.name);
      return [...scaledObject(name), ...deployment(deploymentName(name)), ...hpa(name), ...copied];
    }
    case 'touch':
      return hpa(action.podAutoscaler.name);
  }
}

function stakesIn({ name, target, hpaName }: ScaledObjectState): string[] {
  return [...scaledObject(name), ...deployment(target.name), ...hpa(hpaName)];
}

const scaledObject = (name: string): string[] => [`ScaledObject ${name}`];
const deployment = (name?: string): string[] => (name === undefined ? [] : [`Deployment ${name}`]);
const hpa = (name?: string): string[] =>
  name === undefined ? [] : [`HorizontalPodAutoscaler ${name}`];
