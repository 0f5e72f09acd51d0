import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { MachineProblem } from './problem.ts';

/**
 * Below the range that Linux and macOS hand out for outgoing connections, so that no client can take the port
 * while the part that owns it is down for a restart.
 */
const PORT_MIN = 20_000;
const PORT_MAX = 29_999;
const FREE_PORT_ATTEMPTS_MAX = 50;

/** True when nothing listens on the port of 127.0.0.1 or of all addresses. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port of 127.0.0.1 that was free a moment ago and stays free across restarts of its owner. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < FREE_PORT_ATTEMPTS_MAX; attempt += 1) {
    const port = randomInt(PORT_MIN, PORT_MAX + 1);
    if (await isPortFree(port)) return port;
  }
  throw new Error(
    `no free port between ${PORT_MIN} and ${PORT_MAX} after ${FREE_PORT_ATTEMPTS_MAX} attempts`,
  );
}

/**
 * Throws a `MachineProblem` that names every taken port, the variable that moves it, and the remedy; also when two
 * variables hold the same port.
 */
export async function requireFreePorts(ports: Readonly<Record<string, number>>): Promise<void> {
  const problems: string[] = [];
  const variables = new Map<number, string>();
  let toMove: string | undefined;
  for (const [variable, port] of Object.entries(ports)) {
    const other = variables.get(port);
    variables.set(port, variable);
    if (other) problems.push(`Port ${port} is asked for twice: ${other} and ${variable}.`);
    else if (await isPortFree(port)) continue;
    else problems.push(`Port ${port} (${variable}) is taken by another program.`);
    toMove ??= variable;
  }
  if (toMove === undefined) return;
  throw new MachineProblem(
    problems.join('\n'),
    `Stop the other program (lsof -i :<port> names it), or choose another port: ${toMove}=<port> npm start`,
  );
}
