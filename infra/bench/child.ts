import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const answerWithinMs = 120_000;

/** The files in `floors/` that are processes. */
export type FloorName = 'acceptFloor' | 'reactionFloor' | 'chainFloor' | 'deliveryFloor' | 'webhookSink';

/**
 * A floor in a process of its own, so that it has an event loop of its own as a service has. It gets its task as JSON,
 * answers with messages, and ends when this process is gone.
 */
export function startFloor(name: FloorName, task: object) {
  const child: ChildProcess = fork(join(import.meta.dirname, `floors/${name}.ts`), [JSON.stringify(task)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, KAFKAJS_NO_PARTITIONER_WARNING: '1' },
  });
  return {
    pid: child.pid ?? 0,
    /** The next message; throws when the process ends without one. */
    async answer<Message>(): Promise<Message> {
      const answered = new AbortController();
      const signal = AbortSignal.any([answered.signal, AbortSignal.timeout(answerWithinMs)]);
      const ended = once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`${name} ended with code ${code}`);
      });
      ended.catch(() => {});
      try {
        const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
        return message as Message;
      } finally {
        // Nobody listens for its end any more.
        answered.abort();
      }
    },
    tell(message: object | string): void {
      child.send(message);
    },
    async stop(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
