import type { JsonObject } from '../json.ts';

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
