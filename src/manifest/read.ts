import { severityOf } from '../diagnostics/codes.ts';
import type { Finding } from '../diagnostics/types.ts';
import { locate } from './locate.ts';
import { objectsOf } from './objects.ts';
import { originOf } from './origin.ts';
import { parseDocument } from './parse.ts';
import { splitDocuments } from './split.ts';
import { textFindings } from './text-findings.ts';
import type { Manifest, SourceText, TextDocument } from './types.ts';

/**
 * What every object that concerns revcast has in its text: a Service, Configuration or ScaledObject,
 * an HPA or LimitRange, a ConfigMap of Knative's settings.
 */
const concern =
  /serving\.knative\.dev|keda\.sh|revcast\.dev|HorizontalPodAutoscaler|LimitRange|config-autoscaler|config-defaults|config-features/g;

export interface ReadManifests {
  readonly documents: TextDocument[];
  readonly manifests: Manifest[];
  readonly findings: Finding[];
}

/**
 * The objects of a source that can concern revcast, all of them, or those of some documents. Other
 * documents are not even parsed: they leave as they came, valid or not.
 */
export function readManifests(
  source: SourceText,
  concerns: 'revcast' | 'all' | ((document: TextDocument) => boolean) = 'revcast',
): ReadManifests {
  const documents = splitDocuments(source);
  const manifests: Manifest[] = [];
  const findings: Finding[] = [];
  const isChosen = concerns === 'all' ? () => true : concerns;
  const chosen =
    isChosen === 'revcast' ? concerning(documents, source.text) : documents.filter(isChosen);
  for (const document of chosen) {
    const parsed = parseDocument(document);
    if ('problems' in parsed) {
      findings.push(...textFindings(source, parsed.problems, originOf(document)));
      continue;
    }
    const { objects, problems } = objectsOf(parsed.value);
    for (const { at, value } of objects) manifests.push({ document, at, value });
    for (const problem of problems) {
      const severity = severityOf(problem.code);
      const at = locate(document, problem.path);
      findings.push({ ...problem, severity, ...originOf(document), source: at });
    }
  }
  return { documents, manifests, findings };
}

/** Documents whose text has what every object that concerns revcast has. */
function* concerning(documents: readonly TextDocument[], text: string): Generator<TextDocument> {
  let found = -1;
  for (const document of documents) {
    const { start, end } = document;
    if (found < start) {
      concern.lastIndex = start;
      found = concern.exec(text)?.index ?? text.length;
    }
    if (found < end && !isDefinition(text.slice(start, end))) yield document;
  }
}

/** Definitions name the kinds that concern revcast, hold none of them, and are large. */
function isDefinition(text: string): boolean {
  return /(?:^|\n)kind: CustomResourceDefinition\b/.test(text);
}
