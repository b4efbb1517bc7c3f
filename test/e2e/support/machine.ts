import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';

/** An address of this machine that an endpoint may have: the API server takes no loopback address. */
export function machineAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const found = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('this machine has no IPv4 address but the loopback one');
  return found.address;
}

/**
 * A key and a certificate that is its own authority, as `tls.key`, `tls.crt` and `ca.crt` in a folder:
 * what KEDA's programs read.
 */
export function certificateFor(names: readonly string[], directory: string): string {
  const folder = join(directory, names[0] ?? 'certificate');
  mkdirSync(folder);
  const [key, certificate] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
  const alternatives = names.map((name) => `DNS:${name}`).join(',');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '2', '-subj', `/CN=${names[0]}`, '-keyout', key, '-out', certificate],
      ...['-addext', `subjectAltName=${alternatives}`],
      ...['-addext', 'keyUsage=digitalSignature,keyEncipherment,keyCertSign'],
      ...['-addext', 'extendedKeyUsage=serverAuth,clientAuth'],
    ],
    { stdio: 'pipe' },
  );
  copyFileSync(certificate, join(folder, 'ca.crt'));
  return folder;
}

/** A Service whose only endpoint is a port of this machine. */
export function serviceAt(namespace: string, name: string, port: number): object[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace, name },
      spec: { ports: [{ name: 'https', port: 443, targetPort: port }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { namespace, name, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: [{ name: 'https', port, protocol: 'TCP' }],
      endpoints: [{ addresses: [machineAddress()], conditions: { ready: true } }],
    },
  ];
}
