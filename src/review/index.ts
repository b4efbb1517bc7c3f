/** Everything that `revcast review` shows with. The command loads it when it has rendered. */
export { printExplanationJson } from './explain/json.ts';
export { findService } from './explain/select.ts';
export { explain } from './explain.ts';
export { printGithub } from './format/github.ts';
export { printHtml } from './format/html.ts';
export { printJson } from './format/json.ts';
export { printMarkdown } from './format/markdown.ts';
export { printSarif } from './format/sarif.ts';
export { printExplanation, printTerminal } from './format/terminal.ts';
export { reviewOf } from './review.ts';
export { type Side, sideOf } from './side.ts';
export { changesText, summaryText } from './words/summary.ts';
