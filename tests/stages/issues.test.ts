import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import type { LanguageCode } from '../../src/publish/words/words.ts';
import { issueIn } from '../../src/stages/issues.ts';
import { loadStudy } from '../../src/study/load.ts';
import { wordsOf } from '../../src/study/words.ts';
import type { Finding } from '../../src/table/finding.ts';
import { testWorld } from '../world.ts';

const root = join(import.meta.dirname, '../cases/season');
const study = await loadStudy(openDisk(null), join(root, 'pipeline.config.json'), testWorld(root).program);

const finding: Finding = {
  findingId: '1',
  check: 'relevance',
  kind: 'relevance',
  level: 'warning',
  phase: 'clean',
  status: 'open',
  table: 'main',
  key: 'k1',
  field: 'certificate',
  value: 'yes',
  valueLabel: '',
  question: '',
  message: 'is answered, although …',
  proposedAction: '',
  proposedValue: '',
  otherKey: '',
  binding: '',
  enumerator: '',
  seconds: null,
};
const EXPRESSION = "(${consent} = 'yes') and (not(selected(${skills}, 'none')))";

describe('a question that was answered although it was not to be asked', () => {
  test.each<[LanguageCode, string]>([
    [
      'fr',
      'répondue alors que, d’après les autres réponses, elle n’était pas à poser. Elle se pose si toutes ces conditions sont remplies : « Acceptez-vous de participer à cette enquête » est « Oui » ; « Aucune » n’est pas parmi les réponses à « Quelles compétences avez-vous acquises »',
    ],
    [
      'en',
      'answered, although by the other answers it was not to be asked. It is asked where all of these hold: “Do you agree to take part in this survey” is “Yes”; “None” is not among the answers to “Which skills have you gained”',
    ],
    [
      'ar',
      'أجيب عنه مع أنه، بحسب الأجوبة الأخرى، لم يكن ليطرح. شرط طرحه: تتحقق جميع هذه الشروط: «هل توافقون على المشاركة في هذا البحث» هو «نعم»؛ «لا شيء» ليس من بين الأجوبة عن «ما هي المهارات التي اكتسبتموها»',
    ],
  ])(
    'says on what it is asked by the wordings of the form, and beside it as the form writes it: %s',
    (language, told) => {
      const { words } = wordsOf(study, language);
      expect(issueIn(study, finding, words).replace(/[\u00a0\u202f]/g, ' ')).toBe(`${told} [${EXPRESSION}]`);
    },
  );

  test('or that was not asked, although by the corrected answers it was to be', () => {
    const { words } = wordsOf(study, 'fr');
    expect(issueIn(study, { ...finding, value: '' }, words)).toMatch(/^non posée alors que.*toutes ces conditions.*\[/);
  });

  test('what could not be evaluated is told as the check says it', () => {
    const { words } = wordsOf(study, 'en');
    const note: Finding = { ...finding, key: '', value: '', level: 'note', message: 'not evaluated for 3 rows: …' };
    expect(issueIn(study, note, words)).toBe('not evaluated for 3 rows: …');
  });
});
