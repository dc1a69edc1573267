import { buildWords, type Labels } from '../../src/publish/words/build.ts';
import type { Digits } from '../../src/publish/words/numbers.ts';
import type { LanguageCode, Words } from '../../src/publish/words/words.ts';

type Three = readonly [fr: string, en: string, ar: string];

const PLACE: Readonly<Record<LanguageCode, number>> = { fr: 0, en: 1, ar: 2 };

const TITLE: Three = ['Enquête fictive sur le retour', 'A made-up survey on return', 'بحث وهمي حول العودة'];

const INDICATORS: Readonly<Record<string, { title: Three; base: Three; question: Three; unit: Three }>> = {
  COV: {
    title: ['Part couverte par une assurance', 'Share covered by insurance', 'نسبة المستفيدين من التأمين'],
    base: ['toutes les personnes interrogées.', 'all people interviewed.', 'جميع الأشخاص المستجوبين.'],
    question: ['Avez-vous une assurance maladie ?', 'Do you have health insurance?', 'هل لديك تأمين صحي؟'],
    unit: ['%', '%', '%'],
  },
  PAY: {
    title: ['Salaire mensuel', 'Monthly pay', 'الأجر الشهري'],
    base: ['les personnes salariées.', 'people in paid work.', 'الأشخاص الأجراء.'],
    question: ['Combien gagnez-vous par mois ?', 'How much do you earn a month?', 'كم تكسب في الشهر؟'],
    unit: ['MAD', 'MAD', 'درهم'],
  },
  OBS: {
    title: ['Principaux obstacles', 'Main obstacles', 'العوائق الرئيسية'],
    base: ['les personnes sans assurance.', 'people without insurance.', 'الأشخاص دون تأمين.'],
    question: [
      'Qu’est-ce qui vous empêche d’être couvert ? (plusieurs réponses)',
      'What keeps you from being covered? (several answers)',
      'ما الذي يمنعك من التغطية؟ (عدة أجوبة)',
    ],
    unit: ['%', '%', '%'],
  },
  MOD: {
    title: ['Modèle de la couverture', 'A model of coverage', 'نموذج التغطية'],
    base: ['toutes les personnes interrogées.', 'all people interviewed.', 'جميع الأشخاص المستجوبين.'],
    question: ['', '', ''],
    unit: ['', '', ''],
  },
};

const ITEMS: Readonly<Record<string, Readonly<Record<string, Three>>>> = {
  OBS: {
    cost: ['Le coût', 'The cost', 'التكلفة'],
    distance: ['La distance', 'The distance', 'المسافة'],
    papers: ['Les papiers demandés', 'The papers required', 'الوثائق المطلوبة'],
  },
  MOD: {
    age: ['Âge (10 ans de plus)', 'Age (10 years more)', 'السن (10 سنوات إضافية)'],
    rural: ['Milieu rural', 'Rural area', 'الوسط القروي'],
  },
};

const FIELDS: Readonly<Record<string, Three>> = {
  sex: ['Sexe', 'Sex', 'الجنس'],
  area: ['Milieu de résidence', 'Area of residence', 'وسط الإقامة'],
};

const LEVELS: Readonly<Record<string, Readonly<Record<string, Three>>>> = {
  sex: { female: ['Femmes', 'Women', 'نساء'], male: ['Hommes', 'Men', 'رجال'] },
  area: { urban: ['Urbain', 'Urban', 'حضري'], rural: ['Rural', 'Rural', 'قروي'] },
};

const THEMES: Readonly<Record<string, Three>> = {
  protection: ['Protection sociale', 'Social protection', 'الحماية الاجتماعية'],
  work: ['Emploi', 'Employment', 'التشغيل'],
};

function labels(texts: Readonly<Record<string, Three>>, place: number): Labels {
  return new Map(Object.entries(texts).map(([code, text]) => [code, text[place] ?? '']));
}

function nested(texts: Readonly<Record<string, Readonly<Record<string, Three>>>>, place: number): Map<string, Labels> {
  return new Map(Object.entries(texts).map(([name, inner]) => [name, labels(inner, place)]));
}

/** Words of a small made-up survey: indicators COV, PAY, OBS (items cost, distance, papers) and MOD; breakdowns sex and area. */
export function testWords(language: LanguageCode, digits: Digits = 'latin'): Words {
  const place = PLACE[language];
  const indicators = Object.entries(INDICATORS).map(([id, { title, base, question, unit }]) => {
    const at = (text: Three) => text[place] ?? '';
    return [id, { title: at(title), base: at(base), question: at(question), unit: at(unit) }] as const;
  });
  return buildWords({
    language,
    title: TITLE[place] ?? '',
    indicators: new Map(indicators),
    items: nested(ITEMS, place),
    fields: labels(FIELDS, place),
    levels: nested(LEVELS, place),
    themes: labels(THEMES, place),
    digits,
  });
}
