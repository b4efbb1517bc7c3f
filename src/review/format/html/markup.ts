import { visible } from '../../../diagnostics/words.ts';

/** HTML that is safe to be put into HTML. */
export interface Markup {
  readonly markup: string;
}

export type Content = Markup | string | number | undefined | readonly Content[];

/** HTML with everything that is put into it escaped, wherever in a text or a quoted value it stands. */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const markup = pieces.reduce((text, piece, at) => text + markupOf(contents[at - 1]) + piece);
  return { markup };
}

function markupOf(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return String(content);
  return 'markup' in content ? content.markup : content.map(markupOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** JSON that can't end the script element that it stands in. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
