import type { Json, JsonObject } from '../../../json.ts';
import type { Change, Review, ServiceReview } from '../../types.ts';
import { type Packed, pack, unpack } from './pack.ts';

/** What the page's script is given: of the review what the page doesn't show from the start. */
export type PageReview = Pick<Review, 'kind' | 'against' | 'summary'> & {
  readonly services: readonly PageService[];
};

/** How it scales is read from its ScaledObject again, which takes half of the room. */
export type PageService = Omit<ServiceReview, 'scale' | 'revision' | 'change'> & {
  readonly change?: Omit<Change, 'before'> & { readonly before?: PageBefore };
};

interface PageBefore {
  readonly scaledObject?: JsonObject;
}

export function packedReview(review: Review): Packed {
  const { kind, against, summary, services } = review;
  const page: PageReview = {
    kind,
    ...(against !== undefined && { against }),
    summary,
    services: services.map(pageService),
  };
  return pack(page as unknown as Json);
}

/** Of what `packedReview` packed. */
export function unpackedReview(packed: Packed): PageReview {
  return unpack(packed) as unknown as PageReview;
}

function pageService(service: ServiceReview): PageService {
  const { scale: _, revision: __, change, ...rest } = service;
  if (change === undefined) return rest;
  const { before, ...changed } = change;
  const scaledObject = before?.scaledObject;
  return {
    ...rest,
    change: { ...changed, ...(scaledObject !== undefined && { before: { scaledObject } }) },
  };
}
