import type { Figure } from './figure.ts';
import { line } from './line.ts';
import { memoryOf } from './processes.ts';
import { shown } from './table.ts';

const mebibyte = 1024 * 1024;

/**
 * Resident memory of everything that `npm start` started, after whatever load came before. Summed over the processes'
 * proportional shares (PSS), so that pages which they share count once; what each maps (RSS) stands beside it.
 */
export const measureMemory: Figure = async ({ system }) => {
  const processes = system
    .processes()
    .map(({ name, pid }) => {
      const { pss, rss } = memoryOf(pid);
      return { name, pssMiB: pss / mebibyte, rssMiB: rss / mebibyte };
    })
    .sort((a, b) => b.pssMiB - a.pssMiB);
  const sum = (key: 'pssMiB' | 'rssMiB') => processes.reduce((total, one) => total + one[key], 0);
  return {
    lines: [
      line({
        what: 'memory of all processes (PSS)',
        value: sum('pssMiB'),
        unit: 'MiB',
        target: { of: 'figure', atMost: 1536 },
      }),
      line({
        what: 'memory of all processes (RSS, shared pages repeated)',
        value: sum('rssMiB'),
        unit: 'MiB',
      }),
    ],
    notes: [
      `memory by process (PSS/RSS, MiB): ${processes
        .map(({ name, pssMiB, rssMiB }) => `${name} ${shown(pssMiB)}/${shown(rssMiB)}`)
        .join(', ')}`,
    ],
    details: { processes },
  };
};
