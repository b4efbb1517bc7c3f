import type { Finding } from '../diagnostics/types.ts';
import { type Json, stringAt } from '../json.ts';
import { parseDocument } from './parse.ts';
import type { Manifest, TextDocument } from './types.ts';

/** Helm 4 gives it to what a post-renderer reads, and takes it off again. */
const postRendered = 'postrenderer.helm.sh/postrender-filename';
/** kustomize writes it with `buildMetadata: [originAnnotations]`. */
const kustomized = 'config.kubernetes.io/origin';

/** Helm writes `# Source: shop/templates/web.yaml` at the head of each document. */
const helmComment =
  /^(?:(?:---|[ \t]*#)[^\n]*\n|[ \t]*\r?\n)*?# Source: ([^\r\n]*\/(?:templates|crds)\/[^\r\n]*)/;

/**
 * The file that an object was rendered from, where what rendered it has told: the author of a
 * template knows no lines of a rendered stream. Of a document that can't be read there is no object.
 */
export function originOf(
  { source, start, end }: TextDocument,
  object?: Json,
): Pick<Finding, 'origin'> {
  const annotation = (key: string): string | undefined =>
    stringAt(object, ['metadata', 'annotations', key]);
  const origin =
    annotation(postRendered) ??
    helmComment.exec(source.text.slice(start, end))?.[1]?.trim() ??
    kustomizeOrigin(annotation(kustomized));
  return origin === undefined ? {} : { origin };
}

/** The file that people look for an object in. */
export function fileOf({ document, value }: Manifest): string {
  return originOf(document, value).origin ?? document.source.name;
}

/**
 * `base/web.yaml`, or a file of a repository in the way that kustomize itself reads one. What a
 * generator made, a chart's objects for one, has only the generator.
 */
function kustomizeOrigin(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const source = { name: kustomized, text };
  const parsed = parseDocument({ source, start: 0, end: text.length, syntax: 'yaml' });
  if ('problems' in parsed) return undefined;
  const field = (...path: string[]): string | undefined => stringAt(parsed.value, path);
  const [path, generator] = [field('path'), field('configuredBy', 'kind')];
  if (path !== undefined) return remote(path, field('repo'), field('ref'));
  const file = field('configuredIn');
  return file && generator && `${generator} in ${remote(file, field('repo'), field('ref'))}`;
}

function remote(path: string, repo: string | undefined, ref: string | undefined): string {
  if (repo === undefined) return path;
  return `${repo}//${path}${ref === undefined ? '' : `?ref=${ref}`}`;
}
