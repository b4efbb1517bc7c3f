import { Buffer } from 'node:buffer';

/** How an Application's folder becomes manifests. */
export type Source =
  | { readonly kind: 'helm' | 'kustomize' | 'directory' }
  | { readonly kind: 'command'; readonly words: readonly string[] };

export type SourceKind = Source['kind'];

const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * What Argo CD takes a folder for, by the names of its files: it looks at them byte by byte in order,
 * and the last that tells counts. So a kustomization wins over the Chart.yaml beside it.
 */
export function discover(names: readonly string[]): 'helm' | 'kustomize' | 'directory' {
  const telling = names.filter((name) => kustomizations.includes(name) || isChart(name));
  const last = telling.sort(byBytes).at(-1);
  if (last === undefined) return 'directory';
  return isChart(last) ? 'helm' : 'kustomize';
}

/** Argo CD looks at the end of the name only. */
function isChart(name: string): boolean {
  return name.endsWith('Chart.yaml');
}

export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** What was chosen, undefined for auto, or what is wrong with the choice. */
export function chosenSource(text: string): Source | undefined | { readonly wrong: string } {
  if (text === 'auto') return undefined;
  if (text === 'helm' || text === 'kustomize' || text === 'directory') return { kind: text };
  if (!text.startsWith('command:')) {
    return { wrong: 'is auto, helm, kustomize, directory or command:COMMAND LINE' };
  }
  const words = wordsOf(text.slice('command:'.length).trim());
  return 'wrong' in words ? words : { kind: 'command', words: words.words };
}

/** There is no shell: blanks separate the words, or they are a JSON list. */
function wordsOf(line: string): { readonly words: readonly string[] } | { readonly wrong: string } {
  if (line === '') return { wrong: 'names no program behind command:' };
  if (line.startsWith('[')) {
    const words = listOf(line);
    return words ?? { wrong: 'has no list of strings behind command:, such as ["sh", "-c", "…"]' };
  }
  if (/["'\\|<>&;$`]/.test(line)) {
    const form = 'command:["sh", "-c", "…"]';
    return { wrong: `is not read by a shell: write words with such characters as a list, ${form}` };
  }
  return { words: line.split(/\s+/) };
}

function listOf(line: string): { readonly words: readonly string[] } | undefined {
  try {
    const words: unknown = JSON.parse(line);
    const isList = Array.isArray(words) && words.every((word) => typeof word === 'string');
    return isList && words.length > 0 && words[0] !== '' ? { words } : undefined;
  } catch {
    return undefined;
  }
}
