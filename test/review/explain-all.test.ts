import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathText } from '../../src/diagnostics/words.ts';
import { isObject, type Json, type Path } from '../../src/json.ts';
import type { SourceText } from '../../src/manifest/types.ts';
import { decided } from '../../src/review/decided.ts';
import { explain } from '../../src/review/explain.ts';
import { type ReviewedService, type Side, sideOf } from '../../src/review/side.ts';
import type { Step } from '../../src/review/types.ts';
import { defaultSettings, type Settings } from '../../src/settings.ts';
import { readGroups } from '../conformance/cases.ts';
import { readCases } from '../support/cases.ts';

const hosts = ['argocd', 'flux', 'helm'] as const;

const conformance = readGroups().map(({ name, yaml }) => ({
  name: `conformance ${name}`,
  side: sideFrom([{ name: `${name}.yaml`, text: yaml }]),
}));
const hosted = readGroups().map(({ name, yaml }) => ({
  name: `conformance ${name}, taken over for Argo CD`,
  side: sideFrom([{ name: `${name}.yaml`, text: yaml }], { takeover: true, host: 'argocd' }),
}));
const cases = readCases().map(({ folder, input, args }) => ({
  name: folder,
  side: sideFrom([read(folder, input)], settingsOf(folder, args)),
}));

describe.each([...conformance, ...hosted, ...cases])('$name', ({ side }) => {
  it('each field of a ScaledObject is told once, as it is, and nothing else', () => {
    for (const service of side.services) {
      const { scaledObject } = service.review;
      const steps = explain(service, side).steps.filter(isOfScaledObject);
      const told = steps.flatMap(({ field, value }) => leavesOf(value ?? null, field));
      const leaves = ['metadata', 'spec'].flatMap((field) =>
        leavesOf(scaledObject?.[field] ?? {}, field),
      );
      const expected = scaledObject === undefined ? [] : leaves;
      expect(told.sort(), service.review.id).toEqual(expected.sort());
    }
  });

  it('what is unwritten or taken away is not in the ScaledObject', () => {
    for (const service of side.services) {
      const { steps } = explain(service, side);
      const written = new Set(
        steps
          .filter(isOfScaledObject)
          .flatMap(({ field, value }) => fieldsOf(value ?? null, field)),
      );
      for (const { field, value } of steps.filter(isAbsent)) {
        const fields = isObject(value)
          ? Object.keys(value).map((key) => `${field}.${key}`)
          : [field];
        expect(
          fields.filter((each) => written.has(each)),
          service.review.id,
        ).toEqual([]);
      }
    }
  });

  it('each place in a file holds what is told to come from there', () => {
    for (const service of side.services) {
      for (const step of explain(service, side).steps) {
        expect(isAtItsPlace(step, service, side), JSON.stringify(step)).toBe(true);
      }
    }
  });
});

function sideFrom(sources: SourceText[], settings: Partial<Settings> = {}): Side {
  return sideOf(decided(sources, settings));
}

function read(folder: string, name: string): SourceText {
  return { name, text: readFileSync(join(folder, name), 'utf8') };
}

function settingsOf(folder: string, args: readonly string[]): Partial<Settings> {
  const given = new Map(args.map((arg) => [arg.split('=')[0], arg.split('=')[1] ?? '']));
  const value = (name: string): string | undefined => given.get(`--${name}`);
  const config = value('cluster-config');
  const lock = value('lock');
  const namespace = value('namespace');
  return {
    ...(namespace !== undefined && { namespace }),
    ...(config !== undefined && { clusterConfig: [read(folder, config)] }),
    ...(lock !== undefined && { lock: read(folder, lock) }),
    takeover: given.has('--takeover'),
    revisionNames: value('revision-names') === 'pin' ? 'pin' : 'predict',
    oldRevisions: value('old-revisions') === 'prune' ? 'prune' : 'retain',
    host: hosts.find((each) => each === value('host')) ?? defaultSettings.host,
  };
}

function isOfScaledObject({ field, value, unwritten }: Step): boolean {
  return /^(metadata|spec)\b/.test(field) && value !== undefined && unwritten === undefined;
}

function isAbsent({ field, value, unwritten }: Step): boolean {
  return /^(metadata|spec)\b/.test(field) && (unwritten === true || value === undefined);
}

/** `spec.maxReplicaCount: 5` for each value in a value. */
function leavesOf(value: Json, field: string): string[] {
  const members = membersOf(value, field);
  if (members.length === 0) return [`${field}: ${JSON.stringify(value)}`];
  return members.flatMap(([name, member]) => leavesOf(member, name));
}

/** The field, and each in it. */
function fieldsOf(value: Json, field: string): string[] {
  return [field, ...membersOf(value, field).flatMap(([name, member]) => fieldsOf(member, name))];
}

function membersOf(value: Json, field: string): [string, Json][] {
  const named = (step: Path[number], member: Json): [string, Json] => [
    `${field}${/^\[/.test(pathText([step])) ? '' : '.'}${pathText([step])}`,
    member,
  ];
  if (Array.isArray(value)) return value.map((member, index) => named(index, member));
  return isObject(value) ? Object.entries(value).map(([key, member]) => named(key, member)) : [];
}

function isAtItsPlace(step: Step, { outcome }: ReviewedService, side: Side): boolean {
  const { from, origin, source } = step;
  if (source === undefined) return ['default', 'flag', 'computed', 'cluster'].includes(from);
  const files = [...side.input.stream.sources.map(({ source: file }) => file)];
  const beside = [
    ...side.settings.clusterConfig,
    ...(side.settings.lock ? [side.settings.lock] : []),
  ];
  const text = [...files, ...beside].find(({ name }) => name === source.file)?.text ?? '';
  const line = text.split('\n')[source.line - 1] ?? '';
  if (source.column > line.length + 1) return false;
  if (!['annotation', 'override', 'overlay'].includes(from)) return true;
  const { annotations, ownAnnotations } = outcome.service;
  const value = annotations[origin] ?? ownAnnotations[origin];
  return line.includes(origin) || value?.includes(line.trim()) === true;
}
