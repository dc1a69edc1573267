import type { Phrase } from './phrase.ts';

/** What remarks on reading say, by the ids of the readers' own sentences. */
// biome-ignore format: one line an entry, so that the three languages are read side by side
export const INTAKE_DETAILS = {
  detail_repeatedRow: { fr: 'répète à la lettre une ligne précédente : gardée une fois', en: 'repeats an earlier row to the letter: kept once', ar: 'يكرر صفا سابقا حرفيا: احتفظ بنسخة واحدة' },
  detail_repeatedRosterRow: { fr: 'répète une ligne précédente d’un entretien lui-même répété : gardée une fois', en: 'repeats an earlier row of an interview that was itself repeated: kept once', ar: 'يكرر صفا سابقا من مقابلة مكررة هي نفسها: احتفظ بنسخة واحدة' },
  detail_deliveredAnew: { fr: 'livre de nouveau un entretien de {file} : la copie plus ancienne est laissée de côté', en: 'delivers an interview of {file} anew: the older copy is left out', ar: 'يسلم من جديد مقابلة من {file}: تركت النسخة الأقدم جانبا' },
  detail_noKey: { fr: 'sans clé : l’entretien est appelé {key}', en: 'no key: the interview is called {key}', ar: 'بلا مفتاح: سميت المقابلة {key}' },
  detail_sameKey: { fr: 'a la clé d’un autre entretien, avec d’autres réponses : il est appelé {key}', en: 'has the key of another interview with other answers: it is called {key}', ar: 'له مفتاح مقابلة أخرى بأجوبة أخرى: سميت {key}' },
  detail_unreadable: { fr: 'le serveur n’a pas pu lire cet envoi : {why}', en: 'the server could not read this submission: {why}', ar: 'تعذرت على الخادم قراءة هذا الإرسال: {why}' },
  detail_orphan: { fr: 'ne se rattache à aucune ligne de la table parente, ou à l’une de plusieurs', en: 'belongs to no row of its parent table, or to one of several', ar: 'لا ينتمي إلى أي صف من الجدول الأصل، أو ينتمي إلى واحد من عدة صفوف' },
  detail_atRow: { fr: '{what} (feuille « {sheet} », ligne {row})', en: "{what} (sheet '{sheet}', row {row})", ar: '{what} (الورقة «{sheet}»، الصف {row})' },
  detail_declaredMissing: { fr: 'le fichier déclare des codes manquants : {codes} (feuille « {sheet} »)', en: "the file declares codes missing: {codes} (sheet '{sheet}')", ar: 'يصرح الملف بأن رموزا قيم مفقودة: {codes} (الورقة «{sheet}»)' },
  detail_twoAnswers: { fr: 'la colonne « {first} » dit {a}, la colonne « {second} » dit {b} : la première a été lue', en: "the column '{first}' says {a}, the column '{second}' says {b}: the first was read", ar: 'العمود «{first}» يقول {a}، والعمود «{second}» يقول {b}: قرئ الأول' },
  detail_writtenOptions: { fr: 'la réponse est écrite « {answer} », mais les colonnes des options disent « {options} »', en: "the answer is written '{answer}', but the option columns say '{options}'", ar: 'الجواب مكتوب «{answer}»، لكن أعمدة الخيارات تقول «{options}»' },
  detail_optionMore: { fr: 'la colonne de l’option « {option} » dit {cell}, mais la réponse « {answer} » ne la contient pas', en: "the column of option '{option}' says {cell}, but the answer '{answer}' does not hold it", ar: 'عمود الخيار «{option}» يقول {cell}، لكن الجواب «{answer}» لا يتضمنه' },
  detail_optionLess: { fr: 'la réponse « {answer} » contient « {option} », mais la colonne de cette option dit {cell}', en: "the answer '{answer}' holds '{option}', but the column of that option says {cell}", ar: 'الجواب «{answer}» يتضمن «{option}»، لكن عمود هذا الخيار يقول {cell}' },
  detail_notJoined: { fr: '{file} n’a pas de ligne pour « {value} »', en: "{file} has no row for '{value}'", ar: 'لا يوجد في {file} صف لـ «{value}»' },
  detail_notJoinedEmpty: { fr: '{file} n’a pas de ligne pour une clé vide', en: '{file} has no row for an empty key', ar: 'لا يوجد في {file} صف لمفتاح فارغ' },
  detail_twoColumns: { fr: 'la feuille « {sheet} » a deux colonnes pour cette question : où la première est vide, la suivante a été lue', en: "sheet '{sheet}' has two columns for this question: where the first is blank, the next was read", ar: 'في الورقة «{sheet}» عمودان لهذا السؤال: حيث يكون الأول فارغا قرئ التالي' },
  detail_unknownColumn: { fr: 'colonne de la feuille « {sheet} » que le formulaire ne connaît pas : laissée de côté', en: "column of sheet '{sheet}' that the form does not know: left out", ar: 'عمود من الورقة «{sheet}» لا تعرفه الاستمارة: ترك جانبا' },
  detail_unknownOption: { fr: 'colonne d’option de la feuille « {sheet} » : la liste du formulaire n’a pas de choix « {option} »', en: "option column of sheet '{sheet}': the form's list has no choice '{option}'", ar: 'عمود خيار من الورقة «{sheet}»: لا خيار «{option}» في قائمة الاستمارة' },
  detail_noColumn: { fr: 'question du formulaire dont aucun fichier n’a de colonne', en: 'question of the form that no file has a column for', ar: 'سؤال من الاستمارة لا عمود له في أي ملف' },
} as const satisfies Record<string, Phrase>;
