import { accountFile, cleanData, estimatesTable, rawData } from './artifacts.ts';
import { auditFile } from './auditPage.ts';
import { effectsOf, effectsTable } from './effect.ts';
import { computed, indicators } from './indicators.ts';
import { rawEstimates } from './rawEstimates.ts';
import { stage } from './stage.ts';
import { trailFile } from './trail.ts';
import { rangesWithoutOne } from './withoutOne.ts';

/** Holds the results against those of the data as received, and writes the page by which reviewers follow what cleaning did. */
export const reviewing = stage({
  name: 'review',
  summary: 'hold the results against the data as received, write the page for reviewers',
  reads: { raw: rawData, clean: cleanData, account: accountFile, trail: trailFile, estimates: estimatesTable },
  writes: { effects: effectsTable, audit: auditFile },
  // What it estimates anew depends on all that the estimates do.
  declarations: [...indicators.declarations, 'corrections', 'words'],
  run({ raw, clean: answers, account, trail, estimates }, study, tell) {
    // Breakdowns are not held against each other: the whole population alone, and what models give.
    const whole = {
      ...study,
      indicators: study.indicators.map((entry) => ({ ...entry, by: [], change: '' })),
    };
    const { estimates: own, clean, eligible, whole: sampling } = computed(whole, answers, account, () => {});
    const models = new Map(
      study.models.map(({ id }) => [id, own.filter(({ indicator }) => indicator === id)] as const),
    );
    const ranges =
      sampling === null
        ? new Map()
        : rangesWithoutOne(study, { clean, eligible, weight: sampling.design.weight }, models);
    const effects = effectsOf(study, rawEstimates(whole, raw, trail.drops, account, tell), estimates, ranges);
    return { effects, audit: { trail, effects } };
  },
  tally: ({ effects: { rows } }) => ({
    compared: rows.filter(({ held }) => !held).length,
    moved: rows.filter(({ moved }) => moved !== null && moved !== 0).length,
  }),
});
