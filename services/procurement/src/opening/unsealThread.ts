import { parentPort } from 'node:worker_threads';
import { SealingError, unsealEnvelope } from '@tiltak/sealing';
import type { UnsealAnswer, UnsealTask } from './unsealer.ts';

parentPort?.on('message', async ({ sealed, options }: UnsealTask) => {
  parentPort?.postMessage(await answerTo(sealed, options));
});

/** What it is no envelope for is an answer; anything else is a fault, and ends the thread. */
async function answerTo(sealed: Uint8Array, options: UnsealTask['options']): Promise<UnsealAnswer> {
  try {
    const { content, plaintextSha256 } = await unsealEnvelope(sealed, options);
    return { content, plaintextSha256 };
  } catch (error) {
    if (error instanceof SealingError) return { code: error.code, message: error.message };
    throw error;
  }
}
