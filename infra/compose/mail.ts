// The containers' mail server for development: takes every message, passes none on, and shows them on its page.
import { startMailCatcher } from '../local/mail/catcher.ts';

const catcher = await startMailCatcher({
  host: process.env.HOST ?? '127.0.0.1',
  smtpPort: Number(process.env.SMTP_PORT),
  pagePort: Number(process.env.PORT),
  directory: '/tmp/mail',
});
console.log(`mail is caught; ${catcher.url}`);
process.once('SIGTERM', () => void catcher.stop().then(() => process.exit(0)));
