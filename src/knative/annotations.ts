import { quoted } from '../diagnostics/quoted.ts';
import type { Problem } from '../diagnostics/types.ts';
import { parseBool } from '../go/numbers.ts';
import { annotation, extension } from './keys.ts';
import { readAnnotated } from './scaling/annotated.ts';
import { ignoredAnnotations, templatesNowhere } from './scaling/ignored.ts';
import { readOverride } from './scaling/override.ts';
import { problemOf } from './scaling/problem.ts';
import type { Scaling } from './scaling/types.ts';
import type { Cluster, Service } from './types.ts';

export type { Scaling } from './scaling/types.ts';

/**
 * What the annotations of a template say about scaling, as the extension reads them. There is no
 * Scaling where one of the problems is an error, or where a value is wrong that Knative's webhook
 * refuses: its rules report that one.
 */
export function readScaling(
  service: Service,
  cluster: Cluster,
): { readonly scaling?: Scaling; readonly problems: Problem[] } {
  const { annotations } = service;
  const override = annotation(annotations, extension.override);
  const { value, problems: mistakes } =
    override === undefined
      ? readAnnotated(annotations, cluster)
      : readOverride(override, annotations, cluster);
  const problems = [
    ...mistakes,
    ...ignoredAnnotations(annotations),
    ...templatesNowhere(annotations),
    ...unclearAutoCreate(service),
  ];
  return value === undefined ? { problems } : { scaling: value, problems };
}

/** Whether the extension makes the ScaledObject itself, and whether the template says so. */
export function autoCreateOf(
  service: Service,
  cluster: Cluster,
): { readonly value: boolean; readonly explicit: boolean } {
  const found = annotation(service.annotations, extension.autoCreate);
  const value = found === undefined ? undefined : parseBool(found.value);
  return { value: value ?? cluster.autoCreate, explicit: value !== undefined };
}

function unclearAutoCreate({ annotations }: Service): Problem[] {
  const found = annotation(annotations, extension.autoCreate);
  if (found === undefined || parseBool(found.value) !== undefined) return [];
  const message = `scaled-object-auto-create is ${quoted(found.value)}: the extension ignores it`;
  return [problemOf(found.key, 'RC3060', message, 'Write "true" or "false".')];
}
