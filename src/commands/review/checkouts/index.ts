/** What `revcast review` needs of git and of other programs. It is loaded where it is asked for. */
export { renderBoth, renderIn } from './both.ts';
export { inPast, type Place } from './past.ts';
export type { Printed } from './rendering.ts';
export type { Failure } from './session.ts';
