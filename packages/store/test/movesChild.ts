import { move, openAccounts } from './account.ts';

// Moves between accounts without end, eight at a time, and says of each that it is done; for a test to kill.
const store = await openAccounts(process.env.MONGO ?? '');
const accountIds = (process.env.ACCOUNTS ?? '').split(',');
const pick = () => accountIds[Math.floor(Math.random() * accountIds.length)] ?? '';

async function moveOn(worker: number): Promise<void> {
  for (let count = 0; ; count++) {
    const [from, to] = [pick(), pick()];
    if (from === to) continue;
    const key = `${process.pid}-${worker}-${count}`;
    try {
      await move(store, from, to, 1, key);
      process.stdout.write(`${key}\n`);
    } catch (error) {
      process.stdout.write(`failed ${String(error)}\n`);
    }
  }
}

process.stdout.write('ready\n');
await Promise.all(Array.from({ length: 8 }, (_, worker) => moveOn(worker)));
