import { clockOf, durationText } from '../../../simulate/format/clock.ts';
import { summaryTexts } from '../../../simulate/format/summary.ts';
import type { Simulation, Step, StepMetric } from '../../../simulate/types.ts';
import { anyCharacter } from '../../words/charset.ts';
import { replicasText } from '../../words/scale.ts';
import { triggerText } from '../../words/trigger.ts';
import { filled } from './fill.ts';
import { html, type Markup } from './markup.ts';

/** A simulation as one page for browsers: its script draws the pictures, the table is there without. */
export function printSimulationHtml(simulation: Simulation, template: string): string {
  const { service, start, duration, revcast, scale } = simulation;
  const when = start === undefined ? '' : ` from ${start}`;
  const content = html`
<header class="top">
<p class="brand">revcast ${revcast}</p>
<h1>Simulation of ${service}</h1>
<p class="lead">${durationText(duration)}${when}, limits ${replicasText(scale)}</p>
<ul class="summary told">${summaryTexts(simulation, anyCharacter).map((text) => html`<li>${text}</li>`)}</ul>
</header>
<main>
<section aria-labelledby="pictures"><h2 id="pictures">Replicas and metrics over time</h2>
<div class="box pictures-of-simulation">${assumptionsOf(simulation)}</div></section>
${printSteps(simulation)}
</main>`;
  return filled(template, { title: `Simulation of ${service}`, content, data: simulation });
}

/** What neither the manifests nor the samples tell. */
function assumptionsOf({ assumptions, triggers }: Simulation): Markup {
  const { replicas, readyAfter, syncPeriod } = assumptions;
  const ready = readyAfter === 0 ? 'at once' : `after ${readyAfter} s`;
  const read = triggers.map(({ id, trigger, request, perPod }) => {
    const unit = request === undefined ? '' : `, of which a pod requests ${rounded(request)}`;
    return html`<li><b>${id}</b> ${triggerText(trigger)}${unit}${perPod ? ', samples are per pod' : ''}</li>`;
  });
  return html`<ul class="assumed">${read}<li>${replicas} replicas at first, pods ready ${ready}, the HPA looks every ${syncPeriod} s</li></ul>`;
}

function printSteps(simulation: Simulation): Markup {
  const clock = clockOf(simulation);
  const seen = new Set(simulation.steps.flatMap(({ metrics }) => metrics.map(({ id }) => id)));
  const known = simulation.triggers.map(({ id }) => id);
  const ids = [...new Set([...known, 'formula'])].filter((id) => seen.has(id));
  const heads = ['Time', 'Replicas', ...ids, 'Why'].map(
    (name) => html`<th scope="col">${name}</th>`,
  );
  const rows = simulation.steps.map((step) => stepRow(step, ids, clock(step.time)));
  return html`<section aria-labelledby="steps"><h2 id="steps">What happened</h2>
<div class="scrolled" tabindex="0" role="group" aria-labelledby="steps"><table class="plain steps"><caption>Each time that something changed, or began to hold it</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows}</tbody></table></div></section>`;
}

function stepRow(step: Step, ids: readonly string[], time: string): Markup {
  const { from, replicas, metrics, reason, cause } = step;
  const isChange = from !== replicas;
  const change = isChange ? html`<b>${from} → ${replicas}</b>` : html`${replicas}`;
  const values = ids.map((id) => {
    const metric = metrics.find((one) => one.id === id);
    return html`<td>${metric === undefined ? '' : metricText(metric)}</td>`;
  });
  const kind = isChange ? ' class="change"' : cause === 'failed' ? ' class="failed"' : '';
  return html`<tr${{ markup: kind }}><th scope="row">${time}</th><td>${change}</td>${values}<td>${reason}</td></tr>
`;
}

/** `2600 → 2`: what it is, and how many replicas it asks for. */
function metricText({ value, desired, fallback }: StepMetric): string {
  if (value === undefined) return 'missing';
  const text = `${rounded(value)}${fallback === true ? ' (fallback)' : ''}`;
  return desired === undefined ? text : `${text} → ${desired}`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
