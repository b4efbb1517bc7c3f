import type { JsonObject } from '../../../json.ts';
import type { Change, Review, ServiceReview } from '../../types.ts';

/** What the page's script is given: the review, less what it can find out for itself. */
export type PageReview = Omit<Review, 'services'> & { readonly services: readonly PageService[] };

/** How it scales is read from its ScaledObject again, which takes half of the room. */
export type PageService = Omit<ServiceReview, 'scale' | 'change'> & {
  readonly change?: Omit<Change, 'before'> & { readonly before?: PageBefore };
};

export type PageBefore = Omit<NonNullable<Change['before']>, 'scale' | 'scaledObject'> & {
  /** Absent where there was none; `same` where nothing in it changed. */
  readonly scaledObject?: JsonObject | 'same';
};

export function pageReview(review: Review): PageReview {
  return { ...review, services: review.services.map(pageService) };
}

function pageService({ scale: _, change, ...service }: ServiceReview): PageService {
  if (change === undefined) return service;
  const { before, ...rest } = change;
  if (before === undefined) return { ...service, change: rest };
  return { ...service, change: { ...rest, before: pageBefore(before, service.scaledObject) } };
}

function pageBefore(
  { scale: _, scaledObject, ...before }: NonNullable<Change['before']>,
  now: JsonObject | undefined,
): PageBefore {
  if (scaledObject === undefined) return before;
  const isSame = JSON.stringify(scaledObject) === JSON.stringify(now);
  return { ...before, scaledObject: isSame ? 'same' : scaledObject };
}
