import type { Phrase } from './phrase.ts';

// biome-ignore format: one line an entry, so that the three languages are read side by side
export const SUMMARY = {
  received: { fr: 'Entretiens reçus', en: 'Interviews received', ar: 'المقابلات المستلمة' },
  kept: { fr: 'Entretiens retenus', en: 'Interviews kept', ar: 'المقابلات المحتفظ بها' },
  excluded: { fr: 'Entretiens exclus', en: 'Interviews excluded', ar: 'المقابلات المستبعدة' },
  interviews: { fr: 'Entretiens', en: 'Interviews', ar: 'المقابلات' },
  disposition: { fr: 'Issue de l’entretien', en: 'Outcome of the interview', ar: 'مآل المقابلة' },
  severity: { fr: 'Gravité', en: 'Severity', ar: 'درجة الخطورة' },
  error: { fr: 'Erreurs', en: 'Errors', ar: 'أخطاء' },
  warning: { fr: 'Avertissements', en: 'Warnings', ar: 'تنبيهات' },
  remark: { fr: 'À noter', en: 'Notes', ar: 'للعلم' },
  findings: { fr: 'Constats des contrôles', en: 'Findings of the checks', ar: 'نتائج المراقبة' },
  findingsRaw: { fr: 'À la réception', en: 'As received', ar: 'عند الاستلام' },
  findingsClean: { fr: 'Encore ouverts après correction', en: 'Still open after correction', ar: 'لا تزال مفتوحة بعد التصحيح' },
  decisions: { fr: 'Décisions de correction', en: 'Correction decisions', ar: 'قرارات التصحيح' },
  decisionsApplied: { fr: 'Décisions appliquées', en: 'Decisions applied', ar: 'قرارات مطبقة' },
  decisionsRefused: { fr: 'Décisions refusées', en: 'Decisions refused', ar: 'قرارات مرفوضة' },
  changes: { fr: 'Valeurs modifiées', en: 'Values changed', ar: 'قيم معدلة' },
  toDo: { fr: 'À faire avant publication', en: 'To do before publication', ar: 'ما ينبغي فعله قبل النشر' },
  toDoErrors: { fr: 'Il reste {n} {n|erreur ouverte|erreurs ouvertes} dans les données corrigées.', en: '{n} {n|error is|errors are} still open in the clean data.', ar: 'أخطاء لا تزال مفتوحة في البيانات المصححة: {n}.' },
  toDoConfirm: {
    fr: 'Réglages proposés automatiquement, à confirmer : {list}.',
    en: 'Settings that were guessed and nobody has confirmed yet: {list}.',
    ar: 'إعدادات مقترحة تلقائيا تنتظر التأكيد: {list}.',
  },
  toDoRefused: { fr: '{n} {n|décision a été refusée|décisions ont été refusées} : voir decisions.csv.', en: '{n} {n|decision was|decisions were} refused: see decisions.csv.', ar: 'قرارات مرفوضة: {n}. انظر decisions.csv.' },
  notTabulated: { fr: 'Questions non mises en tableau', en: 'Questions not tabulated', ar: 'أسئلة غير مجدولة' },
  notTabulatedCount: { fr: '{n} {n|question n’est pas mise|questions ne sont pas mises} en tableau dans ce rapport.', en: '{n} {n|question is|questions are} not tabulated in this report.', ar: 'عدد الأسئلة غير المجدولة في هذا التقرير: {n}.' },
  reason: { fr: 'Motif', en: 'Reason', ar: 'السبب' },
} as const satisfies Record<string, Phrase>;
