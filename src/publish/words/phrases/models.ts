import type { Phrase } from './phrase.ts';

// biome-ignore format: one line an entry, so that the three languages are read side by side
export const MODELS = {
  modelIntercept: { fr: 'Constante', en: 'Intercept', ar: 'الثابت' },
  modelLevel: { fr: '{title} : {level} (réf. : {reference})', en: '{title}: {level} (ref.: {reference})', ar: '{title}: {level} (المرجع: {reference})' },
  modelExplained: { fr: 'Part expliquée (R², pseudo-R² de McFadden pour un modèle logistique)', en: 'Part explained (R², McFadden’s pseudo R² of a logistic model)', ar: 'الجزء المفسر (R²، أو شبه R² لماكفادن في النموذج اللوجستي)' },
  modelInflation: { fr: 'Plus forte inflation de la variance d’un terme (VIF ; repère : 5)', en: 'Largest variance inflation of a term (VIF; rule of thumb: 5)', ar: 'أكبر تضخم لتباين حد (VIF؛ المرجع: 5)' },
  modelEvents: { fr: 'Observations, ou issues les plus rares, par coefficient (repère : 10)', en: 'Rows, or rarer outcomes, per coefficient (rule of thumb: 10)', ar: 'المشاهدات، أو النتائج الأقل تواترا، لكل معامل (المرجع: 10)' },
  modelLinkTest: { fr: 'Test du lien : coefficient du prédicteur au carré (proche de 0 si la forme convient)', en: 'Link test: coefficient of the squared predictor (near 0 where the form suits)', ar: 'اختبار الربط: معامل مربع المتنبئ (قريب من 0 إذا كان الشكل ملائما)' },
  modelDiagnostics: { fr: 'Le modèle convient-il ?', en: 'Does the model suit?', ar: 'هل النموذج ملائم؟' },
  modelAssociation: { fr: 'Associations ajustées des autres termes du modèle ; rien ne permet d’y lire une cause.', en: 'Associations, adjusted for the other terms of the model; they cannot be read as causes.', ar: 'ارتباطات معدلة حسب باقي حدود النموذج؛ لا يجوز اعتبارها أسبابا.' },
  modelFamily: { fr: 'Valeur q : Benjamini–Hochberg sur l’ensemble des coefficients fixés à l’avance ; les autres lignes sont exploratoires.', en: 'q-value: Benjamini–Hochberg over all coefficients fixed in advance; the other rows are exploratory.', ar: 'القيمة المصححة (q): بنجاميني–هوشبرغ على مجموع المعاملات المحددة مسبقا؛ والأسطر الأخرى استكشافية.' },
  modelExploratory: { fr: 'Exploratoire : aucune de ces associations n’était fixée à l’avance.', en: 'Exploratory: none of these associations was fixed in advance.', ar: 'استكشافي: لم يحدد أي من هذه الارتباطات مسبقا.' },
  methodBellMcCaffrey: { fr: 'Bell–McCaffrey, pour peu d’unités primaires', en: 'Bell–McCaffrey, for few primary units', ar: 'بيل–ماكافري، لعدد قليل من الوحدات الأولية' },
  whyCollinear: { fr: 'Non estimable : un terme dit la même chose que d’autres, ou n’a qu’une valeur dans la base.', en: 'Not estimable: a term says the same as others, or has one value only in the base.', ar: 'غير قابل للتقدير: حد يكرر حدودا أخرى أو له قيمة واحدة في القاعدة.' },
  whySeparation: { fr: 'Non estimable : un terme détermine entièrement le résultat dans cette base.', en: 'Not estimable: a term decides the outcome entirely in this base.', ar: 'غير قابل للتقدير: حد يحدد النتيجة كليا في هذه القاعدة.' },
  whyNotConverged: { fr: 'Non estimable : le calcul du modèle ne converge pas.', en: 'Not estimable: the model does not converge.', ar: 'غير قابل للتقدير: حساب النموذج لا يتقارب.' },
  whyNoRows: { fr: 'Non estimable : aucune personne n’a toutes les variables du modèle.', en: 'Not estimable: nobody has all variables of the model.', ar: 'غير قابل للتقدير: لا أحد تتوفر لديه جميع متغيرات النموذج.' },
  whyOneValue: { fr: 'Non estimable : le résultat a une seule valeur dans cette base.', en: 'Not estimable: the outcome has one value only in this base.', ar: 'غير قابل للتقدير: للنتيجة قيمة واحدة في هذه القاعدة.' },
} as const satisfies Record<string, Phrase>;
