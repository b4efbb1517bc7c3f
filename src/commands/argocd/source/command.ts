import { failed, inSession, printed } from './session.ts';
import type { Application, ApplicationSources } from './types.ts';

/** A program of the platform's that prints manifests. */
export async function readCommand(
  [name = '', ...args]: readonly string[],
  { io }: Application,
): Promise<ApplicationSources | number> {
  return await inSession(io, async (session) => {
    const program = { name, args, title: name, environment: session.environment({}) };
    const ran = await session.run(program);
    return 'printed' in ran ? await printed(program, ran.printed) : failed(ran, io);
  });
}
