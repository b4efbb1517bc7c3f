import { type Logger, pino, stdTimeFunctions } from 'pino';

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];
export type Log = Logger;

/**
 * JSON, a line for each thing that happened. Lines are written as they come: nothing is lost when the
 * program ends.
 */
export function createLog(level: LogLevel, write: (line: string) => void): Log {
  return pino(
    {
      level,
      base: null,
      messageKey: 'message',
      serializers: { error: errorFields },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
}

/** What went wrong, without the stack: where it went wrong is in the cluster. */
function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message } = error;
  return {
    type: name,
    message,
    ...('code' in error && { code: error.code }),
    ...('status' in error && { status: error.status }),
    ...('reason' in error && { reason: error.reason }),
  };
}

/** The fields that say which Service a line is about. */
export function unitFields(key: string): { readonly namespace: string; readonly service: string } {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), service: key.slice(slash + 1) };
}
