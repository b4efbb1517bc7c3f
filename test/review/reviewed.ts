import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decided } from '../../src/review/decided.ts';
import { reviewOf } from '../../src/review/review.ts';
import { type Side, sideOf } from '../../src/review/side.ts';
import type { Review } from '../../src/review/types.ts';
import { readCases } from '../support/cases.ts';

export const file = 'shop/services.yaml';

export function side(text: string, name: string = file): Side {
  return sideOf(decided([{ name, text }]));
}

/** The review of a text, and of what it was before. */
export function reviewed(now: string, before?: string, name: string = file): Review {
  return reviewOf(
    side(now, name),
    before === undefined ? undefined : { name: 'main', side: side(before, name) },
  );
}

export interface Reviewed {
  readonly name: string;
  readonly review: Review;
}

/** Of all cases and examples: as they are, and changed from the one before. */
export function allReviews(): Reviewed[] {
  const texts = readCases().map(({ folder, input }) => {
    const name = join(folder, input);
    return { name, text: readFileSync(name, 'utf8') };
  });
  const plain = texts.map(({ name, text }) => ({ name, review: reviewed(text, undefined, name) }));
  const changed = texts.map(({ name, text }, index) => ({
    name: `${name}, changed`,
    review: reviewed(raised(text), `${text}\n---\n${texts.at(index - 1)?.text}`, name),
  }));
  return [...plain, ...changed];
}

/** As a hurried author would. */
function raised(text: string): string {
  return text
    .replace(/(max-scale: ")\d+/g, '$160')
    .replace(/(min-scale: ")\d+/g, '$17')
    .replace(/(image: \S+)/g, '$1-2');
}

/** A Service with these annotations on its template, in the namespace `shop`. */
export function service(name: string, annotations: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ 'autoscaling.knative.dev/class': keda, ...annotations });
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${JSON.stringify(name)}
  namespace: shop
spec:
  template:
    metadata:
      annotations:
${lines.map(([key, value]) => `        ${key}: ${JSON.stringify(value)}\n`).join('')}    spec:
      containers:
        - image: registry.example.com/web:1
          resources:
            requests:
              cpu: 100m
              memory: 100Mi
`;
}

const keda = 'hpa.autoscaling.knative.dev';

/** Several manifests as one text. */
export function stream(...manifests: readonly string[]): string {
  return manifests.join('---\n');
}
