import { severityOf } from '../diagnostics/codes.ts';
import type { Finding } from '../diagnostics/types.ts';

const commands = new Map([
  ['kustomization.yaml', 'kustomize build'],
  ['kustomization.yml', 'kustomize build'],
  ['Chart.yaml', 'helm template'],
]);

/**
 * A warning about a file that another tool reads. Bases beside overlays, or templates, are not what
 * will be applied.
 */
export function renderFirst(file: string): Finding[] {
  const command = commands.get(file.replace(/^.*[/\\]/s, ''));
  if (command === undefined) return [];
  const code = 'RC1904';
  const message = `the directory of ${file} is read as plain manifests`;
  const hint = `Render it first: ${command} … | revcast render -`;
  const source = { file, line: 1, column: 1 };
  return [{ code, severity: severityOf(code), path: [], message, hint, source }];
}
