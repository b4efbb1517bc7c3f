import type { SourceText } from '../../src/manifest/types.ts';
import { printLock } from '../../src/predict/print-lock.ts';
import { decided } from '../../src/review/decided.ts';
import { reviewOf } from '../../src/review/review.ts';
import { type Side, sideOf } from '../../src/review/side.ts';
import type { Change, Meaning, Review } from '../../src/review/types.ts';
import type { Settings } from '../../src/settings.ts';

/** What the tests change about one Service. */
export interface Written {
  readonly template?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly service?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly cpu?: string;
  readonly revision?: string;
  readonly traffic?: readonly object[];
  readonly kind?: 'Service' | 'Configuration';
  /** `spec` of a ScaledObject of the user's own. */
  readonly own?: object;
}

const standard = { class: 'hpa.autoscaling.knative.dev', 'max-scale': '10', 'min-scale': '2' };

/** A Service `hello` in namespace demo; keys of the template are `autoscaling.knative.dev/…`. */
export function manifest(written: Written = {}): string {
  const { template, labels, service, image = 'hello:1', revision, traffic } = written;
  const annotations = Object.entries({ ...standard, ...template }).map(([key, value]) => [
    key.includes('/') ? key : `autoscaling.knative.dev/${key}`,
    value,
  ]);
  const resources = { requests: { cpu: written.cpu ?? '100m', memory: '128Mi' } };
  const metadata = { name: 'hello', namespace: 'demo', annotations: service };
  const spec = {
    template: {
      metadata: { name: revision, labels, annotations: Object.fromEntries(annotations) },
      spec: { containers: [{ image, resources }] },
    },
    ...(written.kind !== 'Configuration' && { traffic }),
  };
  const kind = written.kind ?? 'Service';
  const objects = [{ apiVersion: 'serving.knative.dev/v1', kind, metadata, spec }];
  return [...objects, ...ownOf(written)].map((object) => JSON.stringify(object)).join('\n---\n');
}

function ownOf({ own, kind = 'Service' }: Written): object[] {
  if (own === undefined) return [];
  const scaleTargetRef = { apiVersion: 'serving.knative.dev/v1', kind, name: 'hello' };
  const metadata = { name: 'hello', namespace: 'demo' };
  return [
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata,
      spec: { scaleTargetRef, ...own },
    },
  ];
}

export function sideFrom(text: string, settings: Partial<Settings> = {}): Side {
  return sideOf(decided([{ name: 'input.yaml', text }], settings));
}

export function compared(
  before: string,
  now: string,
  settings: Partial<Settings> = {},
  oldSettings: Partial<Settings> = settings,
): Review {
  return reviewOf(sideFrom(now, settings), { name: 'main', side: sideFrom(before, oldSettings) });
}

/** What became of the one Service. */
export function changeIn({ services }: Review): Change {
  const [change, ...others] = services.map((service) => service.change);
  if (change === undefined || others.length > 0) throw new Error('not one changed Service');
  return change;
}

export function change(before: Written, now: Written, settings: Partial<Settings> = {}): Change {
  return changeIn(compared(manifest(before), manifest(now), settings));
}

/** `caution max-lowered: max is 5, was 10: …` */
export function told(meanings: readonly Meaning[]): string[] {
  return meanings.map(({ id, level, message }) => `${level} ${id}: ${message}`);
}

/** A lock file that knows another template of `hello`. */
export function lockAt(generation: number): SourceText {
  const entry = { generation, template: '0000000000000000' };
  return { name: 'revcast.lock.yaml', text: printLock(new Map([['demo/hello', entry]])) };
}
