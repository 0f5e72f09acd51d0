import { holdLease, pause } from '../src/index.ts';
import { openAccounts } from './account.ts';

// Holds a lease until it is killed, and says when it has it and when not.
const store = await openAccounts(process.env.MONGO ?? '');
holdLease(store, {
  name: 'work',
  holder: `child ${process.pid}`,
  onError: () => {},
  async work(signal) {
    process.stdout.write('held\n');
    await pause(600_000, signal);
    process.stdout.write('lost\n');
  },
});
