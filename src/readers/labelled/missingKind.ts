import type { MissingKind } from '../../table/source.ts';

/**
 * Words by which labels of missing codes tell why there is no answer. A pattern is held against the label in small letters, without
 * accents, Arabic vowel signs or punctuation, one space around each word. `blank` are words that tell none of the other kinds.
 */
const WORDS: readonly (readonly [MissingKind, RegExp])[] = [
  [
    'dontKnow',
    / (do|does|did) ?n ?t know | (do|does|did) not know | dont ?know | dk | not sure | unsure | can ?t say | cannot say | can not remember | can ?t remember | ne? (sais|sait|savait|savent) pas | (sais|sait) pas | nsp | ne se (souvient|rappelle) pas | no (lo )?sabe | no (lo )?se | no sabria | ns | (لا|لم|لست) (ا|ي|ت|ن)?(عرف|علم|دري|ذكر|تذكر)\S* | (لا|لم) [ايتن]?(عرف|علم|دري|ذكر|تذكر)\S* | غير متاكده? | غير معروف | لست متاكد[اه]? /,
  ],
  [
    'refused',
    / refus(e|es|ed|ee|ees|al|als|ing)? | rf | (prefer|prefers|preferred) not to( \S+)? | decline[sd]? to( \S+)? | (unwilling|does not want|do not want|did not want) to (answer|say|respond) | ne (veut|veux|souhaite|desire) pas (repondre|dire|se prononcer) | prefere ne pas( \S+)? | rechaz[aoe]\S* | rehus[aoe]\S* | se (niega|nego) | prefiere no( \S+)? | prefiero no( \S+)? | no (quiere|quiso|quiero|desea) (responder|contestar|decir) | (رفض|يرفض|ترفض|رفضت|ارفض|مرفوض)\S* | (افضل|يفضل|تفضل|فضل) عدم \S+ | (لا|لم) (ارغب|يرغب|ترغب|اريد|يريد|تريد|يرد) /,
  ],
  [
    'notAsked',
    / not applicable | non ?applicable | does (not|n ?t) apply | inapplicable | inap | n a (?!pas |jamais )| na | not asked | never asked | question not asked | not in universe | niu | (legitimate|valid) skip | (sans objet|non concernee?s?|pas concernee?s?) | pas applicable | non posee?s? | pas posee?s? | ne s applique pas | no (aplica|aplicable|corresponde|procede|preguntad[oa]) | (لا|لم|غير) (ين|تن|من)طبق\S* | لم [يت](سال|طرح)\S* | غير معني\S* /,
  ],
  [
    'blank',
    / no (answer|response|opinion) | non ?response | not (stated|answered) | missing | nr | (sans|non|pas de) reponse | manquante?s? | n a pas repondu | no (responde|respondio|contesta|contesto) | sin respuesta | nc | لا (يوجد )?(اجابه|جواب|رد) | بدون (اجابه|جواب) | لم [يت]جب /,
  ],
];

/** The kind of a missing code that its label tells; `blank` for a label that tells none, or several (« Don't know / refused »). */
export function missingKind(label: string): MissingKind {
  const text = plainWords(label);
  const kinds = WORDS.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
  return kinds.length === 1 ? kinds[0]! : 'blank';
}

function plainWords(label: string): string {
  const plain = label
    .normalize('NFKD')
    .replace(/[\p{Mn}\u0640]/gu, '')
    .toLowerCase()
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/ى/g, 'ي')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ` ${plain} `;
}
