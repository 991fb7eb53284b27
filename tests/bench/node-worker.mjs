// @ts-check
/** A worker thread that holds one contender's module and does the runs it is asked for. */
import { parentPort, workerData } from 'node:worker_threads';

const { run } = await import(workerData.module);

parentPort?.on('message', async ({ name, count, batches }) => {
  parentPort?.postMessage(await run(name, count, batches));
});
