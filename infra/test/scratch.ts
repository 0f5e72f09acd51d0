import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux's file system in memory. */
const inMemory = '/dev/shm';
/** Bytes that must be free there, and of memory at all; a whole test run takes less than half of it. */
const plenty = 6 * 2 ** 30;

function hasPlenty(): boolean {
  try {
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= plenty && process.availableMemory() >= plenty;
  } catch {
    return false;
  }
}

/**
 * A new folder for data that nobody keeps: in memory where there is plenty, else on the disk. What tests wait for most
 * is the flushing of small writes, and of the many collections that they make. Killed processes find their data again
 * in both.
 */
export const scratchFolder = (prefix: string): string =>
  mkdtempSync(join(hasPlenty() ? inMemory : tmpdir(), prefix));
