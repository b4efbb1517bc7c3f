import { isObject, type Json, type JsonObject, valueAt } from '../../json.ts';
import { readScale } from '../../keda/scale.ts';
import type { FieldChange } from '../types.ts';
import { type Alike, alikeFor } from './alike.ts';
import { essenceOf } from './essence.ts';
import { fieldChanges } from './fields.ts';
import { pairTriggers } from './triggers.ts';
import type { Pair, Scales } from './types.ts';

/** What differs between the ScaledObjects; nothing where one side has none to compare. */
export function compare({ now, before }: Pair): { fields: FieldChange[]; scales?: Scales } {
  const [is, was] = [now.review, before.review];
  if (is.scaledObject === undefined || was.scaledObject === undefined) return { fields: [] };
  const [name, oldName] = [is.revision?.name ?? '', was.revision?.name ?? ''];
  const alike = alikeFor(oldName, name);
  const essence = essenceOf(is.scaledObject, name);
  const oldEssence = essenceOf(was.scaledObject, oldName);
  return {
    fields: fieldChanges(oldEssence, essence, alike),
    scales: scalesOf(oldEssence, essence, alike),
  };
}

function scalesOf(oldEssence: JsonObject, essence: JsonObject, alike: Alike): Scales {
  const [was, is] = [readScale(oldEssence), readScale(essence)];
  const places = pairTriggers(triggersIn(oldEssence), triggersIn(essence), alike);
  const triggers = places.map(({ old, now }) => {
    const oldTrigger = old === undefined ? undefined : was.triggers[old];
    const trigger = now === undefined ? undefined : is.triggers[now];
    return { ...(oldTrigger && { was: oldTrigger }), ...(trigger && { is: trigger }) };
  });
  return { was, is, triggers };
}

/** Those that a Scale has, in its order. */
function triggersIn(essence: JsonObject): Json[] {
  const triggers = valueAt(essence, ['spec', 'triggers']);
  return Array.isArray(triggers) ? triggers.filter(isObject) : [];
}
