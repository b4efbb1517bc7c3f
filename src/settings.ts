import type { SourceText } from './manifest/types.ts';
import type { LiveAnswers } from './predict/types.ts';

/** What a caller can choose about a rendering. Every command line flag ends up in one of these. */
export interface Settings {
  /** The namespace of objects that name none: it counts in trigger metadata and lock keys. */
  readonly namespace?: string;
  /**
   * Files with the cluster's ConfigMaps: config-autoscaler, config-autoscaler-keda, config-defaults,
   * config-features. Without them a cluster has Knative's and the extension's own defaults.
   */
  readonly clusterConfig: readonly SourceText[];
  /** The lock file, if there is one. */
  readonly lock?: SourceText;
  /** What the cluster said, where it was asked: it counts for more than a hint or the lock file. */
  readonly live?: LiveAnswers;
  /** Also write `scaled-object-auto-create: "false"` into the template of each Service generated for. */
  readonly takeover: boolean;
  /** For Services that don't choose by `revcast.dev/revision-names`. */
  readonly revisionNames: 'predict' | 'pin';
  /** What becomes of a ScaledObject on the cluster that is no longer rendered. */
  readonly oldRevisions: 'retain' | 'prune';
  /** Who applies the output: its annotations express `oldRevisions`, and say when to apply. */
  readonly host: 'argocd' | 'flux' | 'helm' | 'none';
  /** Which half of the stream to write, for hosts that apply ScaledObjects after Services. */
  readonly split: 'all' | 'services' | 'scaledobjects';
  /** Whether generated ScaledObjects follow their Services each, or all stand behind the stream. */
  readonly placement: 'beside' | 'last';
  readonly onlyGenerated: boolean;
  readonly format: 'yaml' | 'json' | 'tf';
  /** `skip` leaves out the ScaledObject of a faulty Service and writes the rest. */
  readonly onError: 'fail' | 'skip';
}

export const defaultSettings: Settings = {
  clusterConfig: [],
  takeover: false,
  revisionNames: 'predict',
  oldRevisions: 'retain',
  host: 'none',
  split: 'all',
  placement: 'beside',
  onlyGenerated: false,
  format: 'yaml',
  onError: 'fail',
};
