import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import type { Read } from '../strings.ts';
import type { Features, StringMap } from '../types.ts';
import { unknownKeys } from './setting.ts';

const states = ['enabled', 'allowed', 'disabled'];

/** The one flag with states of its own. */
export const securePodDefaults = 'secure-pod-defaults';
const secureStates = ['enabled', 'allowrootbounded', 'disabled'];

const on = ['multi-container', 'kubernetes.podspec-volumes-emptydir'];
const off = [
  'multi-container-probing',
  securePodDefaults,
  'kubernetes.containerspec-addcapabilities',
  'kubernetes.podspec-affinity',
  'kubernetes.podspec-dnsconfig',
  'kubernetes.podspec-dnspolicy',
  'kubernetes.podspec-fieldref',
  'kubernetes.podspec-hostaliases',
  'kubernetes.podspec-hostipc',
  'kubernetes.podspec-hostnetwork',
  'kubernetes.podspec-hostpid',
  'kubernetes.podspec-init-containers',
  'kubernetes.podspec-nodeselector',
  'kubernetes.podspec-persistent-volume-claim',
  'kubernetes.podspec-persistent-volume-write',
  'kubernetes.podspec-priorityclassname',
  'kubernetes.podspec-runtimeclassname',
  'kubernetes.podspec-schedulername',
  'kubernetes.podspec-securitycontext',
  'kubernetes.podspec-shareprocessnamespace',
  'kubernetes.podspec-tolerations',
  'kubernetes.podspec-topologyspreadconstraints',
  'kubernetes.podspec-volumes-csi',
  'kubernetes.podspec-volumes-ephemeral',
  'kubernetes.podspec-volumes-hostpath',
  'kubernetes.podspec-volumes-image',
  'kubernetes.podspec-volumes-mount-propagation',
];
/** Flags that decide nothing about what a manifest may say. */
const others = [
  'autodetect-http2',
  'domainmapping-direct-route-traffic',
  'queueproxy.mount-podinfo',
  'queueproxy.resource-defaults',
  'tag-header-based-routing',
];

/**
 * ConfigMap `config-features` (knative/serving `pkg/apis/config/features.go`), with Knative's
 * defaults for the flags that it does not set or sets to something else than a state.
 */
export function readFeatures(data: StringMap): Read<Features> {
  const features: Record<string, string> = {};
  for (const flag of on) features[flag] = 'enabled';
  for (const flag of off) features[flag] = 'disabled';
  const problems: Problem[] = [];
  for (const [flag, text] of Object.entries(data)) {
    if (!Object.hasOwn(features, flag)) continue;
    const known = flag === securePodDefaults ? secureStates : states;
    const state = text.toLowerCase();
    if (known.includes(state)) features[flag] = state;
    else problems.push(noState(flag, text, known));
  }
  const unknown = unknownKeys([...on, ...off, ...others], data);
  return { value: features, problems: [...problems, ...unknown] };
}

/** Knative's own flags. */
export const defaultFeatures: Features = readFeatures({}).value;

function noState(flag: string, text: string, known: readonly string[]): Problem {
  return {
    code: 'RC2803',
    path: ['data', flag],
    message: `${flag} is ${quoted(text)}, which Knative ignores`,
    hint: `Write one of ${known.join(', ')}.`,
  };
}
