import type { JsonObject } from '../json.ts';

/** A trigger of a ScaledObject, of any type. */
export interface Trigger {
  type: string;
  name?: string;
  metadata: Record<string, string>;
  authenticationRef?: { name: string; kind?: string };
  metricType?: string;
  useCachedMetrics?: boolean;
}

/** `keda.sh/v1alpha1` ScaledObject, as far as revcast sets it itself. */
export interface ScaledObject {
  apiVersion: 'keda.sh/v1alpha1';
  kind: 'ScaledObject';
  metadata: {
    name: string;
    namespace?: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
    /** Those of an override. */
    finalizers?: string[];
  };
  /** Keys in the order in which they are printed. */
  spec: JsonObject;
}
