import { describe, expect, it } from 'vitest';
import { printGithub } from '../../src/review/format/github.ts';
import type { Meaning, Review, ReviewFinding } from '../../src/review/types.ts';
import { allReviews, reviewed, service, stream } from './reviewed.ts';

const faulty = stream(
  service('warned', { 'autoscaling.knative.dev/max-scal': '3' }),
  service('wrong', { 'autoscaling.knative.dev/target': '70%' }),
);

describe('annotations of GitHub Actions', () => {
  it('are one for each finding, errors first, and a line for the log', () => {
    const [error, warning, summary, ...rest] = printGithub(reviewed(faulty)).split('\n');
    expect(error).toMatch(
      /^::error file=shop\/services.yaml,line=\d+,col=\d+,title=RC2107 Service shop\/wrong::\S/,
    );
    expect(warning).toMatch(/^::warning file=[^:]+,title=RC2701 Service shop\/warned::\S/);
    expect(summary).toMatch(/^revcast: 2 Knative Services .*; 1 error, 1 warning$/);
    expect(rest).toEqual(['']);
  });

  it('name the line that the finding is about', () => {
    const lines = faulty.split('\n');
    for (const [, line, column] of printGithub(reviewed(faulty)).matchAll(
      /line=(\d+),col=(\d+)/g,
    )) {
      expect(lines[Number(line) - 1]?.slice(Number(column) - 1)).toMatch(/^"(3|70%)"$/);
    }
  });

  it.each([
    ['100%\r\nof,it:', 'a%25 \\u000d', '100%25%0D%0Aof%2Cit%3A'],
    ['::set-env::', 'a', '%3A%3Aset-env%3A%3A'],
  ])('can not be ended by a file called %j', (name, _message, file) => {
    const [annotation = ''] = printGithub(reviewed(faulty, undefined, name)).split('\n');
    expect(annotation.startsWith(`::error file=${file},line=`)).toBe(true);
  });

  it.each([
    ['a\n::error::b', 'a\\u000a::error::b.'],
    ['50% of\r\nit', '50%25 of\\u000d\\u000ait.'],
  ])('can not be ended by a message: %j', (message, shown) => {
    const text = printGithub(withFinding({ message, hint: '' }));
    expect(text.split('\n')[0]).toBe(`::error title=RC2107::${shown}`);
    expect(text.split('\n')).toHaveLength(3);
  });

  it('are about no file where there is none', () => {
    const text = printGithub(reviewed(faulty, undefined, '<stdin>'));
    expect(text).toContain('::error title=RC2107 Service shop/wrong::');
    expect(text).not.toContain('file=');
  });

  it('name files as the repository does', () => {
    expect(printGithub(reviewed(faulty, undefined, './a/b.yaml'))).toContain('file=a/b.yaml,');
  });

  it('tell the template that an object was rendered from', () => {
    const rendered = `# Source: shop/templates/web.yaml\n${faulty}`;
    const text = printGithub(reviewed(rendered, undefined, '<stdin>'));
    expect(text).toContain('title=RC2701 Service shop/warned (shop/templates/web.yaml)::');
  });

  it('say as notices what a change needs care about, after the warnings', () => {
    const caution: Meaning = { id: 'x', level: 'caution', message: 'fewer Pods, by half' };
    const info: Meaning = { id: 'y', level: 'info', message: 'a new revision rolls out' };
    const lines = printGithub(withMeanings([caution, info])).split('\n');
    expect(lines[2]).toBe(
      '::notice file=shop/services.yaml,line=4,col=9,title=Service shop/warned::fewer Pods, by half.',
    );
    expect(lines.join('\n')).not.toContain('rolls out');
  });

  it('are about no file where the Service is gone', () => {
    const caution: Meaning = { id: 'x', level: 'caution', message: 'it is gone' };
    expect(printGithub(withMeanings([caution], 'gone'))).toContain(
      '::notice title=Service shop/warned::it is gone.',
    );
  });

  it('are all in the log, which says that GitHub shows ten of a kind', () => {
    const names = Array.from({ length: 11 }, (_, index) => `warned-${index}`);
    const many = names.map((name) => service(name, { 'autoscaling.knative.dev/max-scal': '3' }));
    const text = printGithub(reviewed(stream(...many)));
    expect(text.match(/^::warning /gm)).toHaveLength(11);
    expect(text).toContain('GitHub shows 10');
    expect(printGithub(reviewed(stream(...many.slice(1))))).not.toContain('GitHub shows 10');
  });

  it.each(allReviews())('are commands of one line each: $name', ({ review }) => {
    const commands =
      /^(::(error|warning|notice) [^:\n]*::[^\n]+\n)*(revcast: [^\n]+\n)+(GitHub .*\n)?$/;
    expect(printGithub(review)).toMatch(commands);
  });
});

function withFinding(finding: Pick<ReviewFinding, 'message' | 'hint'>): Review {
  const found: ReviewFinding = { code: 'RC2107', severity: 'error', path: [], ...finding };
  return { ...reviewed(service('web')), findings: [found] };
}

function withMeanings(meanings: Meaning[], kind: 'revision' | 'gone' = 'revision'): Review {
  const review = reviewed(faulty, faulty);
  const services = review.services.map((one) =>
    one.name === 'warned' ? { ...one, change: { kind, fields: [], meanings } } : one,
  );
  return { ...review, services };
}
