export { type Person, people, runCommand } from './command.ts';
export { ConfigError, flag, readConfig, redacted, type ServiceConfig, serviceConfig } from './config.ts';
export { main, type RunningService, type ServiceDefinition, startService } from './service.ts';
