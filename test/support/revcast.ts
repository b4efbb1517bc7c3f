import { spawn } from 'node:child_process';

/** How a program ended, and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array | readonly Uint8Array[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The command's bundle, made from the sources before the tests. */
export function builtCommand(): string {
  const command = process.env.BUILT_COMMAND ?? '';
  if (command === '') throw new Error('the sources could not be bundled');
  return command;
}

/** Runs the built command on Node. */
export async function revcast(args: readonly string[], run: Run = {}): Promise<Ended> {
  return await ended(process.execPath, [builtCommand(), ...args], run);
}

/** Runs a program to its end. No REVCAST_ variable of the caller reaches it. */
export async function ended(
  program: string,
  args: readonly string[],
  { cwd, stdin = '', env = {} }: Run = {},
): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('REVCAST_'));
  const child = spawn(program, args, { cwd, env: { ...Object.fromEntries(inherited), ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => undefined);
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const chunks = Array.isArray(stdin) ? stdin : [stdin];
  for (const chunk of chunks) {
    await new Promise<void>((resolve) => child.stdin.write(chunk, () => resolve()));
  }
  child.stdin.end();
  const status = await closed;
  return { status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}
