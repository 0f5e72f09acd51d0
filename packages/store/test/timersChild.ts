import { runTimers } from '../src/index.ts';
import { accounts, openAccounts } from './account.ts';

// Fires timers until it is killed.
const store = await openAccounts(process.env.MONGO ?? '');
runTimers(store, {
  holder: 'shared',
  onError: () => {},
  handlers: {
    add: () => async (reads) => {
      const account = await reads.stream(accounts, 'a');
      return (stage) => void stage.handle(account, { type: 'add', amountOre: 1 });
    },
  },
});
