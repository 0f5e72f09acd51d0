/** The key in a key file: its first line that is no comment, as age's own tools write them; empty where there is none. */
export function identityIn(file: string): string {
  const lines = file.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? '';
}
