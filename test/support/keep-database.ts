// A process of its own for the tests that kill it: holds the embedded database of a folder until it
// is ended.
import { startEmbedded } from '../../server/database/embedded.ts';

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('usage: keep-database.ts <data folder>');
const cluster = await startEmbedded({ dataDir, port: 0, log: () => {} });
process.on('SIGTERM', () => void cluster.stop().then(() => process.exit(0)));
process.on('SIGINT', () => process.exit(3)); // without a stop
setInterval(() => {}, 60_000); // the lock and the server keep no process alive
console.log(JSON.stringify({ port: cluster.port, url: cluster.url('postgres') }));
