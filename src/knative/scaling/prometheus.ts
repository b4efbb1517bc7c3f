import { nearest } from '../../diagnostics/nearest.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseRequestUrl, type UrlFailure } from '../../go/url.ts';
import { parseQuery, type QueryTemplate } from '../../keda/query.ts';
import { annotation, extension, prototypeQuery } from '../keys.ts';
import type { Cluster, StringMap } from '../types.ts';
import { problemOf, shortKey } from './problem.ts';
import type { Parsed } from './types.ts';

const knativeMetrics: readonly string[] = ['concurrency', 'rps'];

/** The prototype's key counts only where the right one is absent. */
export function readQuery(annotations: StringMap, metric: string): Parsed<QueryTemplate> {
  const found =
    annotation(annotations, extension.prometheusQuery) ?? annotation(annotations, prototypeQuery);
  if (found === undefined) return { problems: [missingQuery(metric)] };
  const parsed = parseQuery(found.value);
  if ('ok' in parsed) return { value: parsed.ok, problems: [] };
  const { code, message, hint, offset } = parsed.problem;
  return { problems: [problemOf(found.key, code, message, hint, offset)] };
}

function missingQuery(metric: string): Problem {
  const key = shortKey(extension.prometheusQuery);
  const message = `the metric ${quoted(metric)} needs a query, and there is no ${key}`;
  return problemOf(extension.prometheusQuery, 'RC3030', message, missingQueryHint(metric));
}

function missingQueryHint(metric: string): string {
  if (knativeMetrics.includes(metric)) {
    return `${metric} is Knative's own only for the class kpa: give a query, or use cpu or memory.`;
  }
  const meant = nearest(metric.trim(), ['cpu', 'memory']);
  if (meant !== undefined) return `Did you mean ${quoted(meant)}?`;
  return 'Add the annotation with a PromQL query, or use the metric cpu or memory.';
}

/** What the cluster says is taken as it is: the cluster runs with it already. */
export function readAddress(annotations: StringMap, cluster: Cluster): Parsed<string> {
  const found = annotation(annotations, extension.prometheusAddress);
  if (found === undefined) return { value: cluster.prometheusAddress, problems: [] };
  const { key, value } = found;
  const url = parseRequestUrl(value);
  if ('failure' in url) return { problems: [badAddress(key, value, url)] };
  if (/^https?$/.test(url.scheme)) return { value, problems: [] };
  const message = `the Prometheus address ${quoted(value)} has the scheme ${quoted(url.scheme)}`;
  return { value, problems: [problemOf(key, 'RC3035', message, 'Use http or https.')] };
}

function badAddress(key: string, value: string, failure: UrlFailure): Problem {
  const address = `the Prometheus address ${quoted(value)}`;
  if (failure.failure === 'malformed') {
    const message = `${address} is no URL: ${failure.reason}`;
    return problemOf(key, 'RC3033', message, 'Write it as http://HOST:PORT.');
  }
  const hint = /^[\w.-]+(:\d+)?(\/.*)?$/.test(value)
    ? `Did you mean ${quoted(`http://${value}`)}?`
    : 'Write it as http://HOST:PORT.';
  const missing =
    failure.failure === 'host' ? `no host: ${quoted(failure.scheme)} is its scheme` : 'no scheme';
  return problemOf(key, 'RC3034', `${address} has ${missing}`, hint);
}
