/** The services of docker-compose.yml, with the ports that they listen on and are published on. */
export const composeServices = [
  { name: 'projects', port: 7001 },
  { name: 'procurement', port: 7002 },
  { name: 'maintenance', port: 7003 },
  { name: 'notifications', port: 7004 },
  { name: 'web', port: 7000 },
] as const;

/** Where a container finds its secrets: a volume each, so that no service sees another's. */
export const secretsDir = (owner: string): string => `/secrets/${owner}`;
