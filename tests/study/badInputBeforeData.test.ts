import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const FOLDER = new URL('../..', import.meta.url).pathname;
const MISSING_DATA = /data-raw/;

type Entry = Record<string, unknown>;
type File = Record<string, Entry[]>;

const pick = (file: File, list: string, id: string): Entry => {
  const found = file[list]?.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

/** The diagnostic study without its export: what stops a run before data are read stops it here too. */
let root = '';
beforeAll(() => {
  root = join(temporaryFolder(), 'study');
  for (const part of ['pipeline.config.json', 'schemas'])
    cpSync(join(FOLDER, part), join(root, part), { recursive: true });
  mkdirSync(join(root, 'data-raw'));
});

async function faultOf(name: string, change: (file: File) => void): Promise<string> {
  const path = join(root, `schemas/${name}.json`);
  const kept = readFileSync(path, 'utf8');
  const file = JSON.parse(kept);
  change(file);
  writeFileSync(path, JSON.stringify(file));
  try {
    await run(testWorld(root), { quiet: true });
    return 'no fault';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    writeFileSync(path, kept);
  }
}

describe('a mistake in the declarations of the diagnostic is told before its export is looked for', () => {
  test('without a mistake it is the export that lacks', async () => {
    expect(await faultOf('indicators', () => undefined)).toMatch(MISSING_DATA);
  });

  test.each<[what: string, file: string, change: (file: File) => void, message: string]>([
    [
      'an unknown field in a value',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'SOP07').value = "${sp_ma_asdd}='yes'";
      },
      "schemas/indicators.json › SOP07 › value: unknown field 'sp_ma_asdd'; did you mean 'sp_ma_asd'?",
    ],
    [
      'a figure of a model that there is not',
      'figures',
      (file) => {
        pick(file, 'figures', 'F28').model = 'M11';
      },
      "schemas/figures.json › F28 › model: unknown model 'M11'. Did you mean 'M1'?",
    ],
    [
      'a figure of what a model predicts, of runs that predict nothing',
      'figures',
      (file) => {
        pick(file, 'figures', 'F35').model = 'M2.imputed';
      },
      "schemas/figures.json › F35 › along: M2.imputed predicts nothing at values of 'gain_tech'. Give them in the key predict of the model",
    ],
    [
      'two figures whose ids differ by capitals',
      'figures',
      (file) => {
        file.figures?.push({ ...pick(file, 'figures', 'F29'), id: 'f29' });
      },
      "schemas/figures.json › f29: a figure 'F29' has this id but for capitals, and some disks take the files of one for those of the other. Give one of them another",
    ],
    [
      'a statistic that a model of its family does not have',
      'figures',
      (file) => {
        pick(file, 'figures', 'F29').stat = 'coefficient';
      },
      'schemas/figures.json › F29 › stat: M3 is a binomial model and has no coefficient. It has: oddsRatio, marginalEffect. Left out, the first of these is drawn',
    ],
    [
      'an unknown indicator beside the two sides of a figure',
      'figures',
      (file) => {
        Object(pick(file, 'figures', 'F18').beside).indicator = 'SOP12.knwon';
      },
      "schemas/figures.json › F18: unknown indicator 'SOP12.knwon'. Did you mean 'SOP12.known'?",
    ],
    [
      'an unknown field in a base',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'ENT02').base = "${ent_creatd}='yes'";
      },
      "schemas/indicators.json › ENT02 › base: unknown field 'ent_creatd'; did you mean 'ent_created'?",
    ],
    [
      'a choice that the form does not have (any more)',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'SOP04').value = "${sp_ma_cnss_status}='activ'";
      },
      "schemas/indicators.json › SOP04 › value: 'activ' is not a choice of 'sp_ma_cnss_status'; did you mean 'active'?",
    ],
    [
      'a choice of a variable',
      'variables',
      (file) => {
        pick(file, 'variables', 'vul_rural').expression = "if(${milieu}='rurale',1,0)";
      },
      "schemas/variables.json › vul_rural › expression: 'rurale' is not a choice of 'milieu'; did you mean 'rural'?",
    ],
    [
      'a base that is empty',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'VUL03').base = '';
      },
      'schemas/indicators.json › VUL03 › base:',
    ],
    [
      'a base that nobody can meet',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'VUL03').base = '1 = 2';
      },
      'schemas/indicators.json › VUL03 › base: reads no question',
    ],
    [
      'a circle of variables',
      'variables',
      (file) => {
        pick(file, 'variables', 'poor').expression = 'if(${vul_n} > 2,1,0)';
      },
      'schemas/variables.json › ',
    ],
    [
      'a benchmark without a source',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'ENT01').benchmarks = [{ label: { en: 'x' }, value: 0.69, mark: 'P' }];
      },
      'schemas/indicators.json › ENT01 › benchmarks › 0 › source: is missing',
    ],
    [
      'two indicators of one id',
      'indicators',
      (file) => {
        file.indicators?.push(pick(file, 'indicators', 'ENT01'));
      },
      'schemas/indicators.json › ENT01: two entries have this id',
    ],
    [
      'two variables of one id',
      'variables',
      (file) => {
        file.variables?.push(pick(file, 'variables', 'poor'));
      },
      'schemas/variables.json › poor',
    ],
    [
      'an index whose weights do not add up to 1',
      'indices',
      (file) => {
        pick(file, 'indices', 'rss_total').weights = { rss_econ: 0.3, rss_soc: 0.3, rss_psy: 0.3 };
      },
      'schemas/indices.json › rss_total › weights: the weights add up to 0.9, not 1',
    ],
    [
      'a theme that there is not',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'ENT01').theme = 'entreprenurship';
      },
      "schemas/indicators.json › ENT01 › theme: unknown theme 'entreprenurship'. Themes of schemas/indicators.json: profile",
    ],
    [
      'two levels of one code',
      'variables',
      (file) => {
        const entry = pick(file, 'variables', 'age_band');
        const [first] = entry.levels as Entry[];
        entry.levels = [...(entry.levels as Entry[]), first ?? {}];
      },
      "schemas/variables.json › age_band › levels: two levels have the code '18_34'",
    ],
    [
      'a level that there is not',
      'variables',
      (file) => {
        pick(file, 'variables', 'age_band').expression = "if(${age} < 35, '18_34', '35_45')";
      },
      "schemas/variables.json › age_band › expression: it gives '35_45', which is none of the levels; did you mean '35_44'?",
    ],
    [
      'a regressor that is a part of the outcome',
      'models',
      (file) => {
        pick(file, 'models', 'M1').exposures = ['employed'];
      },
      "schemas/models.json › M1 › employed: forbidden regressor of 'rss_total'",
    ],
  ])('%s', async (_, file, change, message) => {
    const told = await faultOf(file, change);
    expect(told).toContain(message);
    expect(told).not.toMatch(MISSING_DATA);
  });

  test.each<[place: string, file: string, change: (file: File) => void]>([
    [
      'indicators.json › VUL03 › by: ',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'VUL03').by = ['resp_name'];
      },
    ],
    [
      'indicators.json › VUL03 › by: ',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'VUL03').by = [['sex', 'resp_name']];
      },
    ],
    [
      'indicators.json › VUL03 › by: ',
      'indicators',
      (file) => {
        Object.assign(file.breakdowns ?? {}, { ofPeople: ['resp_name'] });
        pick(file, 'indicators', 'VUL03').by = 'ofPeople';
      },
    ],
    [
      'indicators.json › SOP07 › value: ',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'SOP07').value = "${sp_ma_asd}='yes' and ${resp_name} != ''";
      },
    ],
    [
      'indicators.json › SOP07 › base: ',
      'indicators',
      (file) => {
        pick(file, 'indicators', 'SOP07').base = 'asked(${resp_name})';
      },
    ],
    [
      'models.json › M1 › exposures › resp_name: ',
      'models',
      (file) => {
        pick(file, 'models', 'M1').exposures = ['resp_name'];
      },
    ],
    [
      'models.json › M1 › outcome: ',
      'models',
      (file) => {
        pick(file, 'models', 'M1').outcome = 'resp_name';
      },
    ],
    [
      'variables.json › poor › expression: ',
      'variables',
      (file) => {
        pick(file, 'variables', 'poor').expression = "if(${resp_name} = '', 0, 1)";
      },
    ],
    [
      'indices.json › rss_total › items › resp_name: ',
      'indices',
      (file) => {
        pick(file, 'indices', 'rss_total').items = [{ item: 'rss_econ' }, { item: 'resp_name' }];
      },
    ],
    [
      'checks.json › twice › fields: ',
      'checks',
      (file) => {
        file.checks?.push({ id: 'twice', kind: 'duplicates', level: 'warning', fields: ['resp_name'] });
      },
    ],
  ])('a direct identifier: %s', async (place, file, change) => {
    expect(await faultOf(file, change)).toContain(
      `schemas/${place}'resp_name' is a direct identifier, which is dropped when the export is read`,
    );
  });

  test('a breakdown of two hundred levels', async () => {
    const levels = Array.from({ length: 200 }, (_, at) => ({ code: `v${at}`, label: { en: `Village ${at}` } }));
    const path = join(root, 'schemas/variables.json');
    const kept = readFileSync(path, 'utf8');
    const village = { id: 'village', type: 'one', levels, expression: "'v1'", label: { en: 'Village' } };
    const { variables, ...rest } = JSON.parse(kept);
    writeFileSync(path, JSON.stringify({ ...rest, variables: [...variables, village] }));
    const told = await faultOf('indicators', (file) => {
      pick(file, 'indicators', 'VUL03').by = ['village'];
    });
    writeFileSync(path, kept);
    expect(told).toContain("schemas/indicators.json › VUL03 › by: 'village' has 200 levels, a breakdown at most 100");
  });
});
