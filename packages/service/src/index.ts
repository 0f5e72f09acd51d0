export { type Person, people, runCommand } from './command.ts';
export {
  ConfigError,
  flag,
  readConfig,
  redacted,
  type ServiceConfig,
  secretKey,
  secretKeys,
  serviceConfig,
  signingKey,
  signingKeys,
} from './config.ts';
export { main, type RunningService, type ServiceDefinition, startService } from './service.ts';
export { openSigningKey, publicJwk } from './signingKey.ts';
export { createVault, type Vault } from './vault.ts';
