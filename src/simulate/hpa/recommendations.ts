import type { HpaBehavior } from '../../keda/hpa-behavior.ts';

/** What the metrics asked for at a time. */
interface Recommendation {
  readonly time: number;
  readonly replicas: number;
}

/** The latest recommendations, the oldest first. */
export type Recommendations = Recommendation[];

/** Without a `behavior` of its own an HPA looks back as far as its controller is told to. */
const controllerWindow = 300;

/**
 * What is left of a recommendation when no newer one than each window is lower, on the way up, or
 * higher, on the way down; it is recorded for those to come. As horizontal.go does in
 * stabilizeRecommendationWithBehaviors, and in stabilizeRecommendation where there is no behavior.
 */
export function stabilized(
  recommended: number,
  current: number,
  time: number,
  recent: Recommendations,
  behavior: HpaBehavior | undefined,
): number {
  if (behavior === undefined) return highestOf(recommended, time, recent);
  const up = behavior.scaleUp.stabilizationWindowSeconds;
  const down = behavior.scaleDown.stabilizationWindowSeconds;
  let [lowest, highest] = [recommended, recommended];
  for (const { time: then, replicas } of recent) {
    if (then > time - up) lowest = Math.min(lowest, replicas);
    if (then > time - down) highest = Math.max(highest, replicas);
  }
  record(recommended, time, recent, Math.max(up, down));
  return Math.min(Math.max(current, lowest), highest);
}

function highestOf(recommended: number, time: number, recent: Recommendations): number {
  let highest = recommended;
  for (const { time: then, replicas } of recent) {
    if (then >= time - controllerWindow) highest = Math.max(highest, replicas);
  }
  record(recommended, time, recent, controllerWindow);
  return highest;
}

/** Those that no window will look at again are forgotten. */
function record(replicas: number, time: number, recent: Recommendations, window: number): void {
  const kept = recent.findIndex((each) => each.time >= time - window);
  recent.splice(0, kept < 0 ? recent.length : kept);
  recent.push({ time, replicas });
}
