import { failed, inSession, printed } from './session.ts';
import type { Application, ApplicationSources } from './types.ts';

/** A program of the platform's that prints manifests. */
export async function readCommand(
  [name = '', ...args]: readonly string[],
  application: Application,
): Promise<ApplicationSources | number> {
  return await inSession(application, async (session) => {
    const program = { name, args, title: name, environment: session.environment({}) };
    const ran = await session.run(program);
    return 'printed' in ran ? await printed(program, ran.printed) : failed(ran, application.io);
  });
}
