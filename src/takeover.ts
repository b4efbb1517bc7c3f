import { extension, revcast } from './knative/keys.ts';
import { readService } from './knative/service.ts';
import type { Service } from './knative/types.ts';
import { applyEdits } from './manifest/edit.ts';
import type { Edit } from './manifest/types.ts';

/**
 * The edits that keep automatic creation away from one Service: the extension's annotation on the
 * template. Where revcast generates, the Service also says so, so that the result renders the same
 * again: a template that only says "false" means that the ScaledObject comes from elsewhere.
 */
export function takeover(service: Service, treatment: 'generated' | 'own'): Edit[] {
  const edits: Edit[] = [];
  if (service.annotations[extension.autoCreate] !== 'false') {
    const path = ['spec', 'template', 'metadata', 'annotations', extension.autoCreate];
    edits.push({ op: 'set', path, value: 'false' });
  }
  if (treatment === 'generated' && service.ownAnnotations[revcast.mode] !== 'generate') {
    edits.push({ op: 'set', path: ['metadata', 'annotations', revcast.mode], value: 'generate' });
  }
  return edits;
}

/** The Service as it is after the edits. */
export function withEdits(service: Service, edits: readonly Edit[]): Service {
  if (edits.length === 0) return service;
  const manifest = { ...service.manifest, value: applyEdits(service.manifest.value, edits) };
  return readService(manifest).service ?? service;
}
