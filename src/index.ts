/**
 * revcast as a library: text and settings in, text and findings out. Nothing here reads a file, the
 * environment or the clock.
 *
 * @example
 * const { output, findings } = render([{ name: 'service.yaml', text }], { host: 'argocd' });
 * console.log(output.join(''));
 */
export { type Code, codes } from './diagnostics/codes.ts';
export { printFrames } from './diagnostics/frame.ts';
export { printLines } from './diagnostics/lines.ts';
export type {
  CodeEntry,
  Finding,
  ObjectRef,
  Position,
  Problem,
  Severity,
} from './diagnostics/types.ts';
export type { Json, JsonObject, Path } from './json.ts';
export { type LockResult, lockOf } from './lock.ts';
export type { Manifest, SourceText } from './manifest/types.ts';
export type { Outcome, Treatment } from './outcome.ts';
export { type RenderResult, render } from './render.ts';
export { defaultSettings, type Settings } from './settings.ts';
export { version } from './version.ts';
