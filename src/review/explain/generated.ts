import { quoted } from '../../diagnostics/quoted.ts';
import { pathText } from '../../diagnostics/words.ts';
import { isObject, type Json, type JsonObject, type Path, stringAt, valueAt } from '../../json.ts';
import { overlayField } from '../../keda/overlay-field.ts';
import { makeScaledObject } from '../../keda/scaled-object.ts';
import { readScaling } from '../../knative/annotations.ts';
import { extension, revcast } from '../../knative/keys.ts';
import { overlaid, readOverlay } from '../../overlay.ts';
import type { Step } from '../types.ts';
import { annotatedOrigin } from './annotated.ts';
import { hostOrigin } from './host.ts';
import { metadataOrigin } from './metadata.ts';
import { overrideOrigin } from './override.ts';
import { placeInOverlay } from './places.ts';
import type { Subject } from './subject.ts';
import { fieldSteps, type Origin, type Told } from './tree.ts';

/** An overlay, and what it was laid over. */
interface Laid {
  readonly overlay: JsonObject;
  readonly text: string;
  readonly base: JsonObject;
}

/** Each field of a ScaledObject that is made from annotations, and what the overlay took away. */
export function generatedSteps(scaledObject: JsonObject, subject: Subject): Step[] {
  const base = baseOf(subject) ?? scaledObject;
  const laid = laidOver(base, subject);
  const unhosted = laid === undefined ? base : overlaid(base, laid.overlay);
  const originOf = (path: Path, value: Json): Origin =>
    hostOrigin(path, unhosted, subject) ??
    (laid && overlayOrigin(path, value, laid, subject)) ??
    baseOrigin(path, subject);
  return [
    ...['metadata', 'spec'].flatMap((field) =>
      fieldSteps(scaledObject[field] ?? {}, [field], originOf),
    ),
    ...(laid === undefined ? [] : removalSteps(laid, scaledObject, subject)),
  ];
}

/** What the annotations alone make. */
function baseOf({ outcome, side, revision, service, namespace }: Subject): JsonObject | undefined {
  const { scaling } = readScaling(outcome.service, side.input.cluster);
  if (revision === undefined || scaling === undefined) return undefined;
  return { ...makeScaledObject(scaling, service, revision, namespace) };
}

/** The extension knows no overlay. */
function laidOver(base: JsonObject, { steering, choice }: Subject): Laid | undefined {
  const { overlay } = readOverlay(steering.overlay);
  if (choice.treatment !== 'generated' || overlay === undefined) return undefined;
  return { overlay, text: steering.overlay ?? '', base };
}

function baseOrigin(path: Path, subject: Subject): Origin {
  const isOverridden = subject.service.annotations[extension.override] !== undefined;
  if (path[0] === 'metadata') {
    return isOverridden && path[1] === 'finalizers'
      ? overrideOrigin(path, subject)
      : metadataOrigin(path, subject);
  }
  return isOverridden ? overrideOrigin(path, subject) : annotatedOrigin(path, subject);
}

/** Its queries' templates are recorded beside the others, whoever wrote them. */
const recorded = pathText(['metadata', 'annotations', revcast.queryTemplates]);

function overlayOrigin(path: Path, value: Json, laid: Laid, subject: Subject): Origin | undefined {
  if (pathText(path) === recorded) return undefined;
  const { overlay, base } = laid;
  if (overlayField(overlay, path, base) === undefined) return undefined;
  const before = valueAt(base, path);
  if (before === undefined) return addedOrigin(path, laid, subject);
  const told = baseOrigin(path, subject).tell(path, before);
  const reason =
    before === value
      ? `the same as ${told.origin} says`
      : `instead of ${quoted(before)} from ${told.origin}`;
  return { tell: (at, now) => overlayTold(at, now, reason, laid, subject) };
}

/** A field that there is by the overlay alone; with all that is under what the base has not. */
function addedOrigin(path: Path, laid: Laid, subject: Subject): Origin {
  const depth = path.findIndex(
    (_, index) => valueAt(laid.base, path.slice(0, index + 1)) === undefined,
  );
  const root = path.slice(0, depth + 1);
  return {
    tell: (at, now) => overlayTold(at, now, 'added', laid, subject),
    shared: { as: `overlay ${pathText(root)}`, root },
  };
}

function overlayTold(
  path: Path,
  value: Json,
  reason: string,
  { overlay, text, base }: Laid,
  { service }: Subject,
): Told {
  const inside = overlayField(overlay, path, base) ?? [];
  const written = valueAt(overlay, inside);
  const isFilled =
    path.at(-1) === 'query' && written !== value && stringAt(overlay, inside) !== undefined;
  return {
    from: 'overlay',
    origin: revcast.scaledObject,
    reason: isFilled ? `${reason}, with the revision's name filled in` : reason,
    source: placeInOverlay(service, text, inside),
  };
}

function removalSteps(laid: Laid, scaledObject: JsonObject, subject: Subject): Step[] {
  return removed(laid.base, scaledObject, []).map((path) => {
    const was = valueAt(laid.base, path) ?? null;
    const reason = `taken away: it was ${quoted(was)}`;
    return { field: pathText(path), ...overlayTold(path, null, reason, laid, subject) };
  });
}

/** What is in one and not in the other, each once with all that is in it. */
function removed(before: Json, after: Json | undefined, path: Path): Path[] {
  if (after === undefined) return [path];
  if (Array.isArray(before)) {
    const items = Array.isArray(after) ? after : [];
    return before.flatMap((item, index) => removed(item, items[index], [...path, index]));
  }
  if (!isObject(before) || !isObject(after)) return [];
  return Object.entries(before).flatMap(([key, value]) =>
    removed(value, after[key], [...path, key]),
  );
}
