// Runs a service in its container: its secrets come from its volume, the rest from the container's environment.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices, secretsDir } from './services.ts';

const name = process.argv[2];
const service = composeServices.find((one) => one.name === name);
if (!service) throw new Error(`there is no service ${name}`);
const environment = JSON.parse(readFileSync(join(secretsDir(service.name), 'environment.json'), 'utf8'));
process.env = { ...environment, ...process.env };
await import(`../../services/${service.name}/src/main.ts`);
