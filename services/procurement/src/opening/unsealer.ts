import { Worker } from 'node:worker_threads';
import { SealingError, type SealingErrorCode, type unsealEnvelope } from '@tiltak/sealing';

type Options = Parameters<typeof unsealEnvelope>[1];
type Opened = Pick<Awaited<ReturnType<typeof unsealEnvelope>>, 'content' | 'plaintextSha256'>;
export type UnsealTask = { readonly sealed: Uint8Array; readonly options: Options };
export type UnsealAnswer = Opened | { readonly code: SealingErrorCode; readonly message: string };

/**
 * Opens envelopes in a thread of its own, one at a time: decrypting a large one would keep the service's other callers
 * waiting, and with two threads two cores work. The keys are in its memory too, until it is closed.
 */
export function openUnsealer() {
  // Without the process's own flags: what they preload is meant for the process, not for a thread.
  const worker = new Worker(new URL('./unsealThread.ts', import.meta.url), { execArgv: [] });
  let waiting: PromiseWithResolvers<UnsealAnswer> | undefined;
  const fail = (error: unknown) => waiting?.reject(error);
  worker.on('message', (answer: UnsealAnswer) => waiting?.resolve(answer));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`the thread that opens envelopes ended with ${code}`)));
  return {
    /** As `unsealEnvelope`, whose SealingErrors it throws. */
    async unseal(task: UnsealTask): Promise<Opened> {
      waiting = Promise.withResolvers();
      worker.postMessage(task);
      const answer = await waiting.promise;
      if ('code' in answer) throw new SealingError(answer.code, answer.message);
      return answer;
    },
    async close(): Promise<void> {
      await worker.terminate();
    },
  };
}
export type Unsealer = ReturnType<typeof openUnsealer>;
