import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openDisk } from '../../../src/disk/disk.ts';
import { assemble } from '../../../src/readers/assemble.ts';
import { readSheets } from '../../../src/readers/read.ts';
import { studyExport } from '../../../src/simulation/files.ts';
import { layouts } from '../../../src/simulation/layouts/registry.ts';
import { profileSchema } from '../../../src/simulation/profile.ts';
import { simulatePeople } from '../../../src/simulation/study.ts';
import { specsOf } from '../../../src/stages/specs.ts';
import { namedColumns } from '../../../src/study/columns.ts';
import { loadStudy } from '../../../src/study/load.ts';
import { sourceOf } from '../../readers/source.ts';
import { testWorld } from '../../world.ts';
import { told } from './told.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The study that the project ships with, some hundred interviews of it with planted faults, as each platform exports them. */
describe('the shipped study', async () => {
  const study = await loadStudy(openDisk(null), `${root}pipeline.config.json`, testWorld(root).program);
  const profile = profileSchema.parse(JSON.parse(readFileSync(`${root}schemas/simulation.json`, 'utf8')));
  const { interviews } = simulatePeople(study, profile, {
    seed: 4,
    rows: 120,
    faults: true,
    files: new Map([...(study.names.pulled ?? [])].filter(([name]) => name !== 'frame')),
  });

  async function read(layout: string) {
    const place = { path: 'data-raw/study.xlsx', layout, language: study.form.defaultLanguage };
    const files = await studyExport(study, interviews, place);
    const sheets = [];
    for (const [path, bytes] of files)
      if (layout !== 'kobo' || !path.endsWith('.csv'))
        sheets.push(...(await readSheets(sourceOf(path, bytes, 100_000))));
    const writing = { decimal: '.', dateOrder: 'ymd' } as const;
    const source = { id: 'x', stated: {}, writing, timeZone: study.config.timeZone, sheets };
    return assemble([source], {
      form: study.form,
      specs: specsOf(study),
      extras: namedColumns(study.extraColumns),
      direct: study.direct,
    });
  }
  const kobo = await read('kobo');

  test.each([...layouts.keys()].filter((name) => name !== 'kobo'))(
    '%s gives the same typed dataset as Kobo names',
    async (layout) => {
      const { data, intake } = await read(layout);
      expect.soft(intake.sheets.flatMap(({ unknown }) => unknown)).toEqual([]);
      expect
        .soft(intake.remarks.filter(({ level }) => level === 'error').length)
        .toBe(kobo.intake.remarks.filter(({ level }) => level === 'error').length);
      const [own, wanted] = [told(data), told(kobo.data)].map((dataset) => JSON.stringify(dataset, null, 1));
      // SurveyCTO writes whole seconds.
      const rounded = layout.startsWith('surveycto') ? wanted?.replace(/(T\d\d:\d\d:\d\d)\.\d+/g, '$1') : wanted;
      expect(own === rounded).toBe(true);
    },
  );
});
