import { type JsonObject, objectAt, stringAt } from '../../json.ts';
import { serving } from '../../knative/keys.ts';
import { revisionName } from '../../knative/names.ts';
import { templateHash, writtenTemplate } from '../../knative/template.ts';
import { integer, label } from './fields.ts';

/**
 * What Knative puts on a revision besides its template's own (knative/serving
 * `pkg/reconciler/configuration/resources/revision.go`, `pkg/reconciler/labeler`). A template that
 * has one of these itself is not told apart from one that hasn't.
 */
const stamped: ReadonlySet<string> = new Set([
  serving.configuration,
  serving.configurationGeneration,
  serving.configurationUID,
  serving.service,
  serving.serviceUID,
  serving.route,
  serving.routes,
  serving.routingState,
  serving.routingStateModified,
  serving.creator,
  serving.lastPinned,
]);

/** Hash of the template that a revision was stamped out of: the one that the renderer records. */
export function revisionTemplateHash(revision: JsonObject): string {
  return templateHash(templateOf(revision));
}

/**
 * The same for a template that says nothing of `enableServiceLinks`, because it was removed from it:
 * on a Service Knative fills that in on create only, on a revision always. undefined: it says it.
 */
export function hashWithoutLinks(revision: JsonObject): string | undefined {
  const { spec = null, ...template } = templateOf(revision);
  const { enableServiceLinks, ...rest } = objectAt(spec, []) ?? {};
  return enableServiceLinks === undefined ? undefined : templateHash({ ...template, spec: rest });
}

/** The template that a revision was stamped out of, as Knative's webhook stored it. */
export function templateOf(revision: JsonObject): JsonObject {
  const {
    labels = {},
    annotations = {},
    generateName = null,
  } = objectAt(revision, ['metadata']) ?? {};
  const metadata: JsonObject = {
    name: givenName(revision) ?? null,
    generateName,
    labels: withoutStamped(objectAt(labels, [])),
    annotations: withoutStamped(objectAt(annotations, [])),
  };
  return writtenTemplate({ metadata, spec: revision.spec ?? null });
}

/** The name, unless it is the one that Knative gives to a revision whose template has none. */
function givenName(revision: JsonObject): string | undefined {
  const name = stringAt(revision, ['metadata', 'name']);
  const configuration = label(revision, serving.configuration) ?? '';
  const generation = integer(label(revision, serving.configurationGeneration));
  return name === revisionName(configuration, generation) ? undefined : name;
}

function withoutStamped(entries: JsonObject | undefined): JsonObject {
  const kept: JsonObject = {};
  for (const key of Object.keys(entries ?? {})) {
    const value = entries?.[key];
    if (value !== undefined && !stamped.has(key)) kept[key] = value;
  }
  return kept;
}
