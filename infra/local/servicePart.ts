import { createPart, type Part } from './part.ts';
import { environmentOf, type ServiceSpec, type Surroundings, urlOf } from './services.ts';

const HEALTH_WITHIN_MS = 2000;
/** A service drains within 20 s; a little more, and it is killed. */
const STOP_WITHIN_MS = 25_000;

/** Without a bound V8 lets garbage lie as long as the machine has memory. In MiB. */
const HEAP_FLAGS = ['--max-old-space-size=192', '--max-semi-space-size=4'];

/** A service as a process that is ready when its `GET /health/ready` answers 200. */
export function servicePart(service: ServiceSpec, surroundings: Surroundings, logFile: string): Part {
  return createPart({
    name: service.name,
    port: service.port,
    command: process.execPath,
    args: [...HEAP_FLAGS, service.main],
    env: environmentOf(service, surroundings),
    logFile,
    async isReady() {
      const signal = AbortSignal.timeout(HEALTH_WITHIN_MS);
      const response = await fetch(`${urlOf(service)}/health/ready`, { signal });
      await response.body?.cancel();
      return response.status === 200;
    },
    stopWithinMs: STOP_WITHIN_MS,
  });
}
