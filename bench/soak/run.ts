/**
 * Runs the fixer against a real API server: `scale` in a large cluster, `faults` while everything
 * fails. Takes minutes. KUBEBUILDER_ASSETS says where kube-apiserver and etcd are.
 */
import { bundleCommand } from '../../scripts/bundle.ts';
import { measureFaults } from './faults.ts';
import { measureScale } from './scale.ts';
import { table } from './table.ts';

const [what = 'all', size = '10000'] = process.argv.slice(2);
const log = (text: string): void => void process.stderr.write(`${text}\n`);
const services = Number(size);
process.env.BUILT_COMMAND = await bundleCommand('node_modules/.cache/revcast/soak');

if (what === 'all' || what === 'scale') {
  const rollOuts = Math.min(1200, services);
  const rows = await measureScale({ services, revisions: 3, rollOuts, perSecond: 20 }, log);
  console.log(table(rows));
}
if (what === 'all' || what === 'faults') {
  console.log(table(await measureFaults({ services: Math.min(200, services), kills: 10 }, log)));
}
