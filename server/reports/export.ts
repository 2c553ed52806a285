import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { WorkbookTask } from './workbook-worker.ts';

const script = new URL('./workbook-worker.ts', import.meta.url).href;
/**
 * The worker is TypeScript too, and on Node 20 no loader of the thread that starts it reaches into
 * a new thread.
 */
const boot = `
  import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ tsImport }) =>
    tsImport(${JSON.stringify(script)}, ${JSON.stringify(script)}))`;

/** Bounds of the worker's heap: an export that would need more fails alone. */
const limits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16 };

/**
 * The bytes of a workbook, made by a worker thread with a read-only connection of its own while
 * somebody reads them: the worker writes a chunk only when it was asked for one. Destroying the
 * stream ends the worker and its query.
 */
export function workbookStream(task: WorkbookTask): Readable {
  const worker = new Worker(boot, {
    eval: true,
    workerData: task,
    execArgv: [],
    resourceLimits: limits,
  });
  const stream = new Readable({
    highWaterMark: 256 * 1024,
    read: () => worker.postMessage('more'),
    destroy: (error, done) => {
      const finish = () => done(error);
      void worker.terminate().finally(finish);
    },
  });
  worker.on('message', (chunk: Uint8Array | null) => stream.push(chunk));
  worker.on('error', (error) => stream.destroy(error));
  worker.on('exit', () => {
    if (!stream.readableEnded && !stream.readable) stream.destroy(new Error('the export ended'));
  });
  return stream;
}
