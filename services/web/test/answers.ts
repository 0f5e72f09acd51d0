/** Markup that would do harm if a page showed it as anything but text. */
export const hostile = `"'\`><script src=//evil.example></script><img src=x onerror=alert(1)>{{7*7}}\${7*7}`;
export const id = 'id-1';
export const at = '2026-11-22T13:03:07.000Z';

/** An operation that answers with this. */
export const one =
  <Body>(body: Body) =>
  async () => ({ status: 200, etag: '"7"', body });
/** An operation that answers with a list of one, and that there is more. */
export const list = <Item>(item: Item) => one({ items: [item], next: hostile });
