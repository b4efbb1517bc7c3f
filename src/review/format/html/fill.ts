import { html, type Markup, scriptJson } from './markup.ts';

export interface PageContent {
  readonly title: string;
  readonly content: Markup;
  /** For the page's script. */
  readonly data: unknown;
}

/** Fills the places of the template in one pass: what is put in is not looked at again. */
export function filled(template: string, { title, content, data }: PageContent): string {
  const pieces = new Map([
    ['title', html`${title}`.markup],
    ['content', content.markup],
    ['data', scriptJson(data)],
  ]);
  return template.replace(/<!--revcast:(\w+)-->/g, (_, place) => pieces.get(place) ?? '');
}
