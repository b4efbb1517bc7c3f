import type { Problem } from '../diagnostics/types.ts';
import { annotationValueProblems } from './rules/annotation-values.ts';
import { classProblems } from './rules/class.ts';
import { containerProblems } from './rules/containers.ts';
import { limitProblems } from './rules/limits.ts';
import { lintProblems } from './rules/lints.ts';
import { metadataProblems } from './rules/metadata.ts';
import { mountProblems } from './rules/mounts.ts';
import { podPath } from './rules/paths.ts';
import { readPod } from './rules/pod.ts';
import { podFieldProblems } from './rules/pod-fields.ts';
import { revisionAnnotationProblems } from './rules/revision-annotations.ts';
import { revisionNameProblems } from './rules/revision-name.ts';
import { scaleBoundProblems } from './rules/scale-bounds.ts';
import { schemaProblems } from './rules/schema-problems.ts';
import { trafficProblems } from './rules/traffic.ts';
import { volumeProblems } from './rules/volumes.ts';
import type { Cluster, Service } from './types.ts';

/**
 * All that the API server and Knative's webhook refuse of a Service or Configuration, as far as the
 * manifest decides it, whatever its class; and what they take but is a mistake all the same.
 */
export function knativeProblems(service: Service, cluster: Cluster): Problem[] {
  const pod = readPod(service.template, podPath);
  return [
    ...schemaProblems(service),
    ...metadataProblems(service),
    ...scaleBoundProblems(service, cluster),
    ...annotationValueProblems(service, cluster),
    ...revisionAnnotationProblems(service),
    ...revisionNameProblems(service),
    ...limitProblems(pod, cluster),
    ...podFieldProblems(pod, cluster),
    ...containerProblems(pod, cluster),
    ...volumeProblems(pod, cluster),
    ...mountProblems(pod, cluster),
    ...trafficProblems(service),
    ...classProblems(service),
    ...lintProblems(service, cluster),
  ];
}
