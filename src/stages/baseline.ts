import { fault } from '../fault.ts';
import { readSheets } from '../readers/read.ts';
import { sheetRows } from '../readers/textSheet.ts';
import type { Baseline } from './checked.ts';
import { nameOf } from './plan.ts';
import type { Given } from './stage.ts';

/** The findings of an earlier run that --baseline names; null without one. */
export const baselineFile: Given<Baseline | null> = {
  name: 'baseline',
  files: (study) => (study.baseline === null ? [] : [study.baseline]),
  async decode([source], study) {
    if (source === undefined) return null;
    const file = nameOf(study, source.path);
    const [sheet] = await readSheets(source);
    const [header = [], ...rows] = sheet === undefined ? [] : await sheetRows(sheet);
    const place = (name: string) => {
      const at = header.map((text) => text.trim()).indexOf(name);
      if (at < 0)
        throw fault(
          `--baseline ${file}`,
          `has no column ${name}`,
          'Name a findings.csv that an earlier run wrote to reports/',
        );
      return at;
    };
    const [id, status] = [place('finding_id'), place('status')];
    const open = rows.filter((row) => row[status] === 'open' || row[status] === 'expired');
    return { file, open: new Set(open.map((row) => row[id] ?? '')) };
  },
};
