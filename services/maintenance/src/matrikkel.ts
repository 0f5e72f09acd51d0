/** A cadastral unit (matrikkelenhet). */
export type Matrikkel = {
  readonly municipalityNumber: string;
  readonly gnr: number;
  readonly bnr: number;
  readonly fnr?: number | undefined;
  readonly snr?: number | undefined;
};

/** A cadastral unit as it is written: `3201-10/25`, with the lease (feste) and section numbers where there are any. */
export function matrikkelText({ municipalityNumber, gnr, bnr, fnr, snr }: Matrikkel): string {
  const lease = snr !== undefined ? `/${fnr ?? 0}/${snr}` : fnr !== undefined ? `/${fnr}` : '';
  return `${municipalityNumber}-${gnr}/${bnr}${lease}`;
}

const written = /^(\d{4})-(\d{1,5})\/(\d{1,5})(?:\/(\d{1,5}))?(?:\/(\d{1,5}))?$/;

/** The cadastral unit that is written so; undefined where it is none. */
export function matrikkelFrom(text: string): Matrikkel | undefined {
  const [, municipalityNumber, gnr, bnr, fnr, snr] = written.exec(text.replaceAll(/\s/g, '')) ?? [];
  if (municipalityNumber === undefined || Number(gnr) === 0 || Number(bnr) === 0) return undefined;
  return {
    municipalityNumber,
    gnr: Number(gnr),
    bnr: Number(bnr),
    ...(fnr !== undefined && { fnr: Number(fnr) }),
    ...(snr !== undefined && { snr: Number(snr) }),
  };
}
