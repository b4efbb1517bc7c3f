import type { PageReview, PageService } from '../../review/format/html/data.ts';
import { allOf, el } from '../dom.ts';
import type { View } from '../view.ts';

/** A Service with the row that the page came with. */
export interface Row {
  readonly service: PageService;
  readonly element: HTMLTableRowElement;
  /** As it stands in the page. */
  readonly findings: readonly HTMLLIElement[];
  /** What a search looks at, in lower case. */
  readonly text: () => string;
}

export function rowsOf({ services }: PageReview, table: HTMLTableElement): Row[] {
  const elements = [...(table.tBodies[0]?.rows ?? [])];
  const findings = services.map((): HTMLLIElement[] => []);
  for (const finding of allOf<HTMLLIElement>('.findings > [data-service]')) {
    findings[Number(finding.dataset.service)]?.push(finding);
  }
  return services.map((service, at) => {
    const element = elements[at] ?? el('tr');
    const own = findings[at] ?? [];
    let text: string | undefined;
    return {
      service,
      element,
      findings: own,
      text: () => {
        text ??= searchText(service, element, own);
        return text;
      },
    };
  });
}

/** All that is shown in the row, and what people remember of a Service: a query, a file, a code. */
function searchText(service: PageService, row: Element, findings: readonly Element[]): string {
  const { id, source, origin = '', scaledObject } = service;
  const spec = scaledObject === undefined ? '' : JSON.stringify(scaledObject.spec);
  const codes = findings.map((finding) => finding.querySelector('code')?.textContent);
  return [id, row.textContent, source.file, origin, spec, ...codes].join(' ').toLowerCase();
}

/** Every word has to be there, in whatever order. */
export function fits({ service, findings, text }: Row, view: View): boolean {
  const { change, mode, namespace = '' } = service;
  if (view.changed && change?.kind === 'same') return false;
  if (view.namespace !== '' && view.namespace !== namespace) return false;
  if (view.mode !== '' && view.mode !== mode) return false;
  if (view.change !== '' && view.change !== change?.kind) return false;
  if (view.findings !== '' && !hasFinding(findings, view.findings)) return false;
  const words = view.search.toLowerCase().split(/\s+/);
  return words.every((word) => word === '' || text().includes(word));
}

function hasFinding(findings: readonly Element[], severity: string): boolean {
  return severity === 'any'
    ? findings.length > 0
    : findings.some(({ classList }) => classList.contains(severity));
}
