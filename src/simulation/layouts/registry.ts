import { koboExport } from '../kobo.ts';
import type { Layout } from './layout.ts';
import { odk } from './odk.ts';
import { mangledByR } from './r.ts';
import { surveycto } from './surveycto.ts';

/** Whose exports can be made up, by the name that `--layout` takes. */
export const LAYOUTS: Readonly<Record<string, Layout>> = {
  kobo: async (form, interviews, { name }) => {
    const { workbook, csv } = await koboExport(form, interviews);
    return new Map([
      [`${name}.xlsx`, workbook],
      [`${name}.csv`, csv],
    ]);
  },
  'kobo-labels': async (form, interviews, { name, language }) => {
    const { workbook } = await koboExport(form, interviews, language ?? form.defaultLanguage);
    return new Map([[`${name}.xlsx`, workbook]]);
  },
  odk,
  surveycto,
  r: mangledByR,
};
