import { objectText } from '../../../diagnostics/words.ts';
import type { JsonObject } from '../../../json.ts';
import type { ReviewFinding } from '../../types.ts';
import { fileOf } from '../github/file.ts';

/** Stands for the root of the repository: GitHub and others know it by this name. */
export const root = '%SRCROOT%';

/**
 * Where a finding is. Code scanning refuses a log with a result that has no file: what came by
 * standard input is placed in the template that it was rendered from, where that is told, and else
 * in a file called `<stdin>`.
 */
export function locationOf(finding: ReviewFinding): JsonObject {
  const { source, origin } = finding;
  const file = fileOf(source);
  const region =
    file !== undefined && source !== undefined
      ? { startLine: source.line, startColumn: source.column }
      : { startLine: 1 };
  return {
    physicalLocation: {
      artifactLocation: artifactOf(file ?? inRepository(origin) ?? source?.file ?? '<unknown>'),
      region,
    },
    ...logicalLocationsOf(finding),
  };
}

/** kustomize tells paths from the folder that it builds: those that leave it can't be followed. */
function inRepository(origin: string | undefined): string | undefined {
  return origin === undefined || /^\.\.\/|\/\/| in /.test(origin) ? undefined : origin;
}

function artifactOf(file: string): JsonObject {
  if (file.startsWith('/')) return { uri: `file://${uriOf(file)}` };
  return { uri: uriOf(file), uriBaseId: root };
}

function uriOf(file: string): string {
  // Half of a character of two code units has no encoding.
  const encodable = file.replace(/\p{Cs}/gu, '\ufffd');
  return encodable.split('/').map(encodeURIComponent).join('/');
}

function logicalLocationsOf({ object }: ReviewFinding): JsonObject {
  if (object === undefined) return {};
  const fullyQualifiedName = objectText(object);
  return { logicalLocations: [{ name: object.name, fullyQualifiedName, kind: 'resource' }] };
}
