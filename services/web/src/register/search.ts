/** What a person may be looking for, by how it is written: a cadastral id, a building's number, or words. */
export function searchOf(text: string): {
  readonly words?: string;
  readonly matrikkel?: string;
  readonly buildingNumber?: string;
} {
  const trimmed = text.trim().slice(0, 200);
  const compact = trimmed.replaceAll(/\s/g, '');
  if (trimmed === '') return {};
  if (/^\d{4}-\d{1,5}\/\d{1,5}(\/\d{1,5}){0,2}$/.test(compact)) return { matrikkel: compact };
  if (/^\d{7,9}$/.test(compact)) return { buildingNumber: compact };
  return { words: trimmed };
}
