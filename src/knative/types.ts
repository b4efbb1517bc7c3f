import type { JsonObject } from '../json.ts';
import type { Manifest } from '../manifest/types.ts';

export type StringMap = Readonly<Record<string, string>>;

/** A Knative Service, or a Configuration that stands alone: what owns a revision template. */
export interface Service {
  readonly manifest: Manifest;
  readonly kind: 'Service' | 'Configuration';
  readonly name: string;
  /** As written in the manifest; undefined when the manifest leaves it to whoever applies it. */
  readonly namespace: string | undefined;
  /** `spec.template` as written. */
  readonly template: JsonObject;
  /** The template's annotations: the ones that make and steer a revision. */
  readonly annotations: StringMap;
  /** The template's labels. */
  readonly labels: StringMap;
  /** The object's own annotations, where `revcast.dev/*` keys live. */
  readonly ownAnnotations: StringMap;
}

/** What Knative's webhook fills into a template (ConfigMap `config-defaults`). */
export interface RevisionDefaults {
  /** Seconds. */
  readonly timeoutSeconds: number;
  /** Seconds; 0 means that it is not set. */
  readonly responseStartTimeoutSeconds: number;
  /** Seconds; 0 means that it is not set. */
  readonly idleTimeoutSeconds: number;
  readonly containerConcurrency: number;
  /** undefined: the ConfigMap says `default`, and nothing is filled in. */
  readonly enableServiceLinks: boolean | undefined;
  /** Resource name to quantity, as the ConfigMap spells it. */
  readonly requests: StringMap;
  readonly limits: StringMap;
  /** Go template for the name of the single container. */
  readonly containerName: string;
  readonly initContainerName: string;
}

/** The cluster's settings that decide what the extension and Knative's webhook do. */
export interface Cluster {
  /** `pod-autoscaler-class` of config-autoscaler. */
  readonly podAutoscalerClass: string;
  readonly minScale: number;
  /** 0: unlimited. */
  readonly maxScale: number;
  /** 0: no limit. */
  readonly maxScaleLimit: number;
  readonly initialScale: number;
  readonly allowZeroInitialScale: boolean;
  /** `autoscaler.keda.prometheus-address` of config-autoscaler-keda. */
  readonly prometheusAddress: string;
  /** `autoscaler.keda.scaledobject-autocreate` of config-autoscaler-keda. */
  readonly autoCreate: boolean;
  readonly defaults: RevisionDefaults;
  /** undefined: config-defaults is not known, and the cluster may allow more than Knative does. */
  readonly limits: RevisionLimits | undefined;
  /** undefined: config-features is not known, and the cluster may allow more than Knative does. */
  readonly features: Features | undefined;
}

/** What ConfigMap `config-defaults` allows a template to ask for. */
export interface RevisionLimits {
  readonly maxTimeoutSeconds: number;
  readonly maxContainerConcurrency: number;
  readonly allowZeroContainerConcurrency: boolean;
}

/** The flags that ConfigMap `config-features` sets, by their keys, values in lower case. */
export type Features = StringMap;

/** How a revision's name was found. */
export type PredictionWay = 'given' | 'pinned' | 'live' | 'hint' | 'lock' | 'initial';

/** The revision that a template will become. */
export interface Revision {
  readonly name: string;
  readonly deployment: string;
  readonly configuration: string;
  /** Value of the `serving.knative.dev/service` label. */
  readonly service: string;
  readonly generation: number;
  readonly way: PredictionWay;
  /** Hash of the template after Knative's defaults. */
  readonly templateHash: string;
}
