import { readFileSync } from 'node:fs';

export interface Stage {
  readonly name: string;
  readonly base: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly instruction: string;
  readonly text: string;
}

export interface Copy {
  /** A stage; undefined: the folder of the Dockerfile. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly to: string;
}

const lines: readonly Step[] = readFileSync('Dockerfile', 'utf8')
  .replace(/^\s*#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => ({ instruction: line.replace(/ .*/, ''), text: line.replace(/^\S+ /, '') }));

/** As they stand in the Dockerfile: the last is what is built. */
export const stages: readonly Stage[] = lines.flatMap(({ instruction, text }, at) => {
  if (instruction !== 'FROM') return [];
  const [, base = '', name = ''] = /^(?:--\S+ )?(\S+)(?: AS (\S+))?$/.exec(text) ?? [];
  const rest = lines.slice(at + 1);
  const next = rest.findIndex((step) => step.instruction === 'FROM');
  return [{ name, base, steps: next < 0 ? rest : rest.slice(0, next) }];
});

export function stageOf(name: string): Stage {
  const stage = stages.find((each) => each.name === name);
  if (stage === undefined) throw new Error(`the Dockerfile has no stage ${name}`);
  return stage;
}

/** The texts of the instructions of one kind, in their order. */
export function textsOf(stage: Stage, instruction: string): string[] {
  return stage.steps.filter((step) => step.instruction === instruction).map(({ text }) => text);
}

export function copiesOf(stage: Stage): Copy[] {
  return textsOf(stage, 'COPY').map((text) => {
    const words = text.split(' ');
    const from = /^--from=(.*)/.exec(words[0] ?? '')?.[1];
    const paths = from === undefined ? words : words.slice(1);
    return { from, sources: paths.slice(0, -1), to: paths.at(-1) ?? '' };
  });
}

/** What an ARG is when nobody gives it. */
export function argument(name: string): string {
  const texts = lines.filter(({ instruction }) => instruction === 'ARG').map(({ text }) => text);
  const found = texts.find((text) => text.startsWith(`${name}=`));
  if (found === undefined) throw new Error(`the Dockerfile has no ARG ${name}`);
  return found.slice(name.length + 1);
}
