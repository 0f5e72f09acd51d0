import type { File } from '@tiltak/contracts';

/**
 * What a file is sent with. A browser takes it for what it is said to be and nothing else (`nosniff`), runs nothing that
 * is in it and sends nothing from it. One that has a name is saved under it, unless it is to be shown.
 */
export function fileHeaders({ mediaType, name, isShown }: Omit<File, 'bytes'>): Record<string, string> {
  const disposition = name === undefined || isShown ? 'inline' : 'attachment';
  return {
    'Content-Type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
    'Content-Disposition':
      name === undefined ? disposition : `${disposition}; filename*=UTF-8''${percentEncoded(name)}`,
    'Content-Security-Policy': (isShown && ownPolicies[mediaType]) || "default-src 'none'; sandbox",
  };
}

/** For what we have written ourselves; what others have sent stays in the sandbox, whatever it is. */
const ownPolicies: Readonly<Record<string, string>> = {
  // Its own look is all that a page of ours brings.
  'text/html': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  // Browsers show no PDF in a sandbox; its scripts run in the viewer, which knows nothing of the page's origin.
  'application/pdf':
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** As RFC 8187 wants a header's text: `encodeURIComponent` leaves `'()*` as they are. */
const percentEncoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
