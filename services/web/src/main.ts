import { listen } from '@tiltak/http';
import { createLogger, startTelemetry } from '@tiltak/telemetry';
import { createConsole } from './app.ts';
import { ConfigError, readConfig, redacted } from './config.ts';

const stopLimitMs = 20_000;
const logger = createLogger('web');

function fail(error: unknown): never {
  if (error instanceof ConfigError) logger.fatal(error.message);
  else logger.fatal({ err: error }, 'the console ends');
  process.exit(1);
}
process.on('unhandledRejection', fail);

try {
  const config = readConfig(process.env);
  const telemetry = await startTelemetry({ service: 'web' });
  const stopping = new AbortController();
  const server = await listen(await createConsole(config, logger, stopping.signal), {
    port: config.PORT,
    host: config.HOST,
  });
  logger.info({ url: server.url, config: redacted(config) }, 'started');
  const stop = async () => {
    setTimeout(() => fail(new Error(`not stopped after ${stopLimitMs} ms`)), stopLimitMs).unref();
    stopping.abort();
    await server.close();
    await telemetry.stop();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  fail(error);
}
