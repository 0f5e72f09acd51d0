import {
  csvType,
  importProblemsMax,
  importRowsMax,
  type maintenanceOperations,
  xlsxType,
} from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { osloDay } from '../osloTime.ts';
import { registerRows } from '../views/registerRows.ts';
import type { Importer } from './importer.ts';
import { jobImporter } from './planJobs.ts';
import { propertyImporter } from './planProperties.ts';
import { runImport } from './runImport.ts';
import { writeCsv, writeXlsx } from './writeTable.ts';

type Ops = typeof maintenanceOperations;
type ImportCall = Parameters<Handlers<Ops>['importProperties']>[0];

/** The operations on tables. One at a time in a process: each holds a whole file. */
export function importRoutes(
  store: Store,
): Pick<Handlers<Ops>, 'importProperties' | 'importJobs' | 'exportProperties'> {
  let isUnderWay = false;
  async function oneAtATime<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (isUnderWay)
      throw new Rejection('too_busy', 'Another file is being imported or exported; try again in a moment.');
    isUnderWay = true;
    try {
      return await work();
    } finally {
      isUnderWay = false;
    }
  }
  const importing = <Row, Name extends string>(call: ImportCall, importer: Importer<Row, Name>) =>
    oneAtATime(async () => ({
      body: await runImport(store, call, importer, {
        bytes: call.upload.bytes,
        dryRun: call.query.dryRun === 'true',
        limits: { rowsMax: importRowsMax, problemsMax: importProblemsMax },
      }),
    }));
  return {
    importProperties: (call) => importing(call, propertyImporter),
    importJobs: (call) => importing(call, jobImporter),
    exportProperties: ({ query: { format } }) =>
      oneAtATime(async () => {
        const rows = registerRows(store);
        const name = `eiendomsregister-${osloDay(store.now().toISOString())}.${format}`;
        return format === 'csv'
          ? { body: { bytes: await writeCsv(rows), mediaType: csvType, name } }
          : { body: { bytes: await writeXlsx(rows, 'Eiendomsregister'), mediaType: xlsxType, name } };
      }),
  };
}
