/** Where to listen. */
export interface Address {
  /** Absent: on all. */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** `:8080`, `127.0.0.1:8080`, `[::1]:8080`; undefined when it is none of these. */
export function readAddress(text: string): Address | undefined {
  const [, host = '', digits = ''] = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]*):(\d{1,5})$/.exec(text) ?? [];
  if (digits === '' || Number(digits) > 65_535) return undefined;
  const name = host.replace(/^\[|\]$/g, '');
  return name === '' ? { port: Number(digits) } : { host: name, port: Number(digits) };
}
