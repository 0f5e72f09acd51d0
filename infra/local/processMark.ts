import { readFileSync } from 'node:fs';
import { runCommand } from './command.ts';

/**
 * Tells a process apart from a later one with the same pid: when it started, as the system counts. Undefined when
 * there is no such process (any more).
 */
export async function processMark(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field is the program's name in parentheses and may hold anything; field 3 is the state, 22 the start.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return undefined;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
    } catch {
      return undefined;
    }
  }
  const { code, output } = await runCommand('ps', ['-o', 'lstart=', '-p', String(pid)], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  return code === 0 ? output.trim() : undefined;
}
