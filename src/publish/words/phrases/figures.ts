import type { Phrase } from './phrase.ts';

// biome-ignore format: one line an entry, so that the three languages are read side by side
export const FIGURES = {
  baseCount: { fr: 'Base : {base} (n = {n})', en: 'Base: {base} (n = {n})', ar: 'القاعدة: {base} (العدد = {n})' },
  countIs: { fr: 'n = {n}', en: 'n = {n}', ar: 'العدد = {n}' },
  fromTo: { fr: '{low} à {high}', en: '{low} to {high}', ar: 'من {low} إلى {high}' },
  itemOf: { fr: '{title} : {item}', en: '{title}: {item}', ar: '{title}: {item}' },
  meansAndMedians: { fr: 'Moyennes et médianes', en: 'Means and medians', ar: 'المتوسط والوسيط' },
  answersByQuestion: { fr: 'Réponses par question', en: 'Answers by question', ar: 'الأجوبة حسب السؤال' },
  heldBack: { fr: 'masqué {mark}', en: 'hidden {mark}', ar: 'محجوب {mark}' },
  noValue: { fr: 'non estimable {mark}', en: 'not estimable {mark}', ar: 'غير قابل للتقدير {mark}' },
  figureIntervals: { fr: 'Traits : intervalles de confiance à {level} ({method}).', en: 'Lines: {level} confidence intervals ({method}).', ar: 'الخطوط: مجالات الثقة {level} ({method}).' },
  figureReference: { fr: 'Ligne pointillée : ensemble.', en: 'Dashed line: overall.', ar: 'الخط المتقطع: المجموع العام.' },
  figureLargest: { fr: 'Seules les {shown} modalités les plus grandes sont représentées ; {n} {n|autre ne l’est pas|autres ne le sont pas}.', en: 'Only the {shown} largest items are drawn; {n} more {n|is|are} not.', ar: 'تظهر أكبر {shown} فئة فقط؛ عدد الفئات غير الظاهرة: {n}.' },
  figureSource: { fr: 'Source : {title}.', en: 'Source: {title}.', ar: 'المصدر: {title}.' },
  altBars: { fr: '{title}. Graphique en barres. {list}.', en: '{title}. Bar chart. {list}.', ar: '{title}. رسم بياني بالأعمدة. {list}.' },
  altDots: { fr: '{title}. Graphique à points. {list}.', en: '{title}. Dot chart. {list}.', ar: '{title}. رسم بياني بالنقاط. {list}.' },
  altValue: { fr: '{label} : {value}', en: '{label}: {value}', ar: '{label}: {value}' },
  altInterval: { fr: '{label} : {value} ({low} à {high})', en: '{label}: {value} ({low} to {high})', ar: '{label}: {value} (من {low} إلى {high})' },

  noEstimates: { fr: 'Aucune estimation.', en: 'No estimates.', ar: 'لا توجد تقديرات.' },
} as const satisfies Record<string, Phrase>;
