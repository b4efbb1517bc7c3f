import type { Trigger } from '../../keda/scale.ts';
import { anyCharacter, type Charset, type Signs, shortened, signsOf } from './charset.ts';
import { cronText } from './cron.ts';
import { queryText } from './query.ts';

/** Names that the extension gives and that say nothing. */
const defaultNames = new Set([
  'default-trigger-cpu',
  'default-trigger-memory',
  'default-trigger-custom',
]);

/**
 * What KEDA's scalers read, the most telling first. Only these are shown: others may hold
 * addresses with passwords.
 */
const tellingKeys = [
  'topic',
  'queueName',
  'queueURL',
  'listName',
  'stream',
  'streamName',
  'subject',
  'subscriptionName',
  'consumerGroup',
  'metricName',
  'tableName',
  'blobContainerName',
  'query',
];

/** `cpu 70%`, `prometheus my_metric ≤ 5 per pod`, `cron 06:40–11:15 UTC → 30`. Plain text. */
export function triggerText(trigger: Trigger, charset: Charset = anyCharacter): string {
  const signs = signsOf(charset);
  const { type, cron, activation = 0 } = trigger;
  if (cron !== undefined) return `cron ${cronText(cron, signs)}`;
  const about = aboutText(trigger, signs);
  const activeAbove = activation === 0 ? '' : `, active above ${activation}`;
  return `${[type, about].filter((text) => text !== '').join(' ')}${activeAbove}`;
}

function aboutText(trigger: Trigger, signs: Signs): string {
  const { type, metadata } = trigger;
  const limit = limitText(trigger, signs);
  if (type !== 'cpu' && type !== 'memory') {
    return [nameText(trigger, signs), limit].filter((text) => text !== '').join(' ');
  }
  const container = metadata.containerName;
  return container === undefined ? limit : `${limit}, container ${container}`;
}

/** What is measured: by the trigger's name where somebody gave one, else by what is read. */
function nameText({ type, name, metadata }: Trigger, signs: Signs): string {
  if (name !== undefined && !defaultNames.has(name)) return shortened(name, 48, signs);
  if (type === 'prometheus') return queryText(metadata.query ?? '', signs);
  const key = tellingKeys.find((key) => metadata[key] !== undefined) ?? '';
  const value = metadata[key] ?? '';
  // Of a queue's address its end tells which.
  const told = key === 'queueURL' ? (value.split('/').at(-1) ?? value) : value;
  return shortened(told, 48, signs);
}

/**
 * The HPA divides an AverageValue by the pods: each of them should bear that much. A Value it
 * compares as it is, however many pods there are: "in all". Memory of a pod needs no such word.
 */
function limitText({ type, metricType, target }: Trigger, { atMost }: Signs): string {
  if (target === undefined) return '';
  if (metricType === 'Utilization') return `${target.text}%`;
  if (type === 'memory') return target.text;
  const of = metricType === 'Value' ? 'in all' : 'per pod';
  return type === 'cpu' ? `${target.text} ${of}` : `${atMost} ${target.text} ${of}`;
}
