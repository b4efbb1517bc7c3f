/** Run by Deno: a kubeconfig, a list, a watch that is cut, and a server that goes and comes back. */
import { writeFile } from 'node:fs/promises';
import { createClient } from '../../src/kubernetes/client.ts';
import { connect } from '../../src/kubernetes/connect.ts';
import { configMaps } from '../../src/kubernetes/resources.ts';
import { reflect } from '../../src/kubernetes/watch.ts';
import { startFakeServer } from './fake-server.ts';
import { createRecorder } from './support.ts';

const server = await startFakeServer();
const kubeconfig = process.argv[2] ?? '';
await writeFile(
  kubeconfig,
  JSON.stringify({
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: server.url } }],
    users: [{ name: 'u', user: { token: 'abc' } }],
  }),
);
const connection = await connect({ kubeconfig });
for (let n = 0; n < 700; n++) server.put(`m${n}`);

let listed = 0;
for await (const page of createClient(connection).list(configMaps, {})) listed += page.items.length;
console.log(`listed ${listed}`);

const sink = createRecorder();
const settings = { backoff: { first: 10, most: 50 }, silence: 10_000 };
const reflection = reflect(connection, configMaps, {}, sink, settings);

async function shows(name: string): Promise<void> {
  for (let n = 0; n < 500 && !sink.held.has(name); n++) {
    await new Promise((soon) => setTimeout(soon, 10));
  }
  console.log(sink.held.has(name) ? name : `no ${name}`);
}

await shows('m699');
server.put('watched');
await shows('watched');
server.cut();
server.put('cut');
await shows('cut');
await server.stop();
server.put('restarted');
await server.start();
await shows('restarted');
console.log(`lists ${sink.retained.length}`);
reflection.stop();
await reflection.done;
await server.stop();
console.log('stopped');
