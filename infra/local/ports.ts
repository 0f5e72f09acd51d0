import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { MachineProblem } from './problem.ts';

/**
 * Below the range that Linux and macOS hand out for outgoing connections, so that no client can take the port
 * while the part that owns it is down for a restart.
 */
const PORT_MIN = 20_000;
const PORT_MAX = 29_999;
/** Each process draws from a block of its own, so that two that look at the same moment do not find the same port. */
const BLOCK_PORTS = 50;
const BLOCKS = Math.floor((PORT_MAX + 1 - PORT_MIN) / BLOCK_PORTS);

let drawn = randomInt(BLOCK_PORTS);

/** True when nothing listens on the port of 127.0.0.1 or of all addresses. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * A port of 127.0.0.1 that was free a moment ago and stays free across restarts of its owner. The same port comes
 * again only after the process has drawn all others of its block.
 */
export async function freePort(): Promise<number> {
  const first = PORT_MIN + (process.pid % BLOCKS) * BLOCK_PORTS;
  for (let attempt = 0; attempt < BLOCK_PORTS; attempt += 1) {
    drawn = (drawn + 1) % BLOCK_PORTS;
    const port = first + drawn;
    if (await isPortFree(port)) return port;
  }
  throw new Error(`no free port between ${first} and ${first + BLOCK_PORTS - 1}`);
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
