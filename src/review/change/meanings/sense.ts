import type { Trigger } from '../../../keda/scale.ts';
import type { Meaning } from '../../types.ts';
import { caution, info } from './meaning.ts';
import { addressText, labelOf, targetText, withoutLayout } from './trigger-words.ts';

/** What a trigger measures, and what its number stands for. */
export function senseMeanings(was: Trigger, is: Trigger): Meaning[] {
  const label = labelOf(is);
  const said = [
    ...unitSentences(was, is),
    ...querySentences(was, is),
    ...addressSentences(was, is),
    ...otherSentences(was, is),
  ];
  return [
    ...said.map((sentence) => caution('trigger-meaning', `${label} ${sentence}`)),
    ...loginMeanings(was, is),
  ];
}

function unitSentences(was: Trigger, is: Trigger): string[] {
  if (is.metricType === was.metricType) return [];
  const isSameNumber = is.target !== undefined && is.target.text === was.target?.text;
  const sense = isSameNumber ? 'the same number stands for something else' : 'the unit is another';
  return [
    `is held at ${targetText(is)} (${is.metricType}), was ${targetText(was)} (${was.metricType}): ${sense}`,
  ];
}

function querySentences(was: Trigger, is: Trigger): string[] {
  if (withoutLayout(is.metadata.query) === withoutLayout(was.metadata.query)) return [];
  const target = is.target?.text;
  const isSameTarget = target !== undefined && target === was.target?.text;
  const held = isSameTarget ? `, against the same target ${target}` : '';
  return [`has another query${held}: it may count something else`];
}

function addressSentences(was: Trigger, is: Trigger): string[] {
  const [old, now] = [was.metadata.serverAddress, is.metadata.serverAddress];
  if (old === now) return [];
  return [
    `asks ${addressText(now)}, was ${addressText(old)}: the same query may find other series`,
  ];
}

/** Keys that other meanings are about. */
const told = /^(?:query|serverAddress|authModes|activation[A-Z].*)$/;

/** Their values may be long, or hold passwords: the fields show them. */
function otherSentences(was: Trigger, is: Trigger): string[] {
  const keys = new Set([...Object.keys(is.metadata), ...Object.keys(was.metadata)]);
  const changed = [...keys].filter((key) => {
    const isTarget = key === is.target?.key || key === was.target?.key;
    return !told.test(key) && !isTarget && is.metadata[key] !== was.metadata[key];
  });
  if (changed.length === 0) return [];
  return [`has another ${changed.join(', ')}: it may count something else`];
}

function loginMeanings(was: Trigger, is: Trigger): Meaning[] {
  const [old, now] = [was.authentication, is.authentication];
  if (old === now && is.metadata.authModes === was.metadata.authModes) return [];
  const [by, oldBy] = [now ?? 'no TriggerAuthentication', old ?? 'none'];
  const how = old === now ? 'in another way' : `by ${by}, was ${oldBy}`;
  return [info('trigger-authentication', `KEDA logs in for ${labelOf(is)} ${how}`)];
}
