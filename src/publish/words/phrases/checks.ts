import type { Phrase } from './phrase.ts';

/** What each kind of check looks for: `check_<kind>`. */
// biome-ignore format: one line an entry, so that the three languages are read side by side
export const CHECKS = {
  issueOf: { fr: '{check} : {issue}', en: '{check}: {issue}', ar: '{check}: {issue}' },
  issueAnswered: { fr: 'répondue alors que, d’après les autres réponses, elle n’était pas à poser. Elle se pose si {condition}', en: 'answered, although by the other answers it was not to be asked. It is asked where {condition}', ar: 'أجيب عنه مع أنه، بحسب الأجوبة الأخرى، لم يكن ليطرح. شرط طرحه: {condition}' },
  issueUnasked: { fr: 'non posée alors que, d’après les réponses corrigées, elle l’aurait dû : la poser, ou revoir la correction. Elle se pose si {condition}', en: 'not asked, although by the corrected answers it was to be: ask it, or look at the correction again. It is asked where {condition}', ar: 'لم يطرح مع أنه، بحسب الأجوبة المصححة، كان ينبغي أن يطرح: اطرحه أو أعد النظر في التصحيح. شرط طرحه: {condition}' },
  check_ingest: { fr: 'Remarqué à la lecture', en: 'Noticed in reading', ar: 'لوحظ عند القراءة' },
  check_types: { fr: 'Réponse illisible dans le type de la question', en: 'Answer not of the question’s type', ar: 'جواب لا يوافق نوع السؤال' },
  check_required: { fr: 'Réponse obligatoire absente', en: 'Required answer missing', ar: 'جواب إلزامي غائب' },
  check_choices: { fr: 'Réponse hors de la liste', en: 'Answer not in the list', ar: 'جواب خارج القائمة' },
  check_constraints: { fr: 'Contrainte du formulaire non respectée', en: 'Constraint of the form broken', ar: 'قيد في الاستمارة لم يحترم' },
  check_relevance: { fr: 'Question posée à tort ou non posée', en: 'Asked against the form, or not asked', ar: 'سؤال طرح أو ترك خلافا للاستمارة' },
  check_calculation: { fr: 'Calcul du formulaire différent', en: 'Calculation of the form differs', ar: 'حساب الاستمارة مختلف' },
  check_repeatCount: { fr: 'Nombre de lignes d’un tableau répété', en: 'Number of roster rows', ar: 'عدد صفوف الجدول المكرر' },
  check_duplicates: { fr: 'Doublon', en: 'Duplicate', ar: 'تكرار' },
  check_duration: { fr: 'Durée de l’entretien', en: 'Length of the interview', ar: 'مدة المقابلة' },
  check_paradata: { fr: 'Durée et pauses, par le journal de saisie', en: 'Length and pauses, by the audit log', ar: 'المدة والتوقفات حسب سجل الإدخال' },
  check_enumerators: { fr: 'Enquêteur différent de ses collègues', en: 'Enumerator unlike colleagues', ar: 'باحث يختلف عن زملائه' },
  check_nearDuplicates: { fr: 'Presque un doublon', en: 'Near-duplicate', ar: 'شبه تكرار' },
  check_outliers: { fr: 'Valeur aberrante', en: 'Outlier', ar: 'قيمة شاذة' },
  check_missingShare: { fr: 'Beaucoup de réponses absentes', en: 'Many missing answers', ar: 'أجوبة ناقصة كثيرة' },
  check_otherSpecify: { fr: '« Autre, précisez »', en: 'Other, specify', ar: '«أخرى، حدد»' },
  check_sample: { fr: 'Suivi de l’échantillon', en: 'Sample tracking', ar: 'تتبع العينة' },
  check_gps: { fr: 'Position GPS', en: 'GPS position', ar: 'موقع GPS' },
  check_formVersion: { fr: 'Version du formulaire', en: 'Form version', ar: 'إصدار الاستمارة' },
  check_backCheck: { fr: 'Contre-enquête', en: 'Back-check', ar: 'مقابلة التحقق' },
  check_suspectCodes: { fr: 'Code « ne sait pas » non déclaré', en: 'Undeclared don’t-know code', ar: 'رمز «لا أعرف» غير مصرح به' },
  check_empty: { fr: 'Question sans aucune réponse', en: 'Question without any answer', ar: 'سؤال بلا أي جواب' },
  check_rule: { fr: 'Règle de logique', en: 'Rule of logic', ar: 'قاعدة منطقية' },
  check_range: { fr: 'Hors des limites', en: 'Outside the limits', ar: 'خارج الحدود' },
} as const satisfies Record<string, Phrase>;
