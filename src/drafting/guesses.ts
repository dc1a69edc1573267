import type { Choice, Field, Form } from '../form/form.ts';

/** Types whose answers identify a person or a device until somebody says that they don't. */
const DIRECT_TYPES = new Set([
  'deviceid',
  'phonenumber',
  'username',
  'email',
  'simserial',
  'subscriberid',
  'audit',
  'geopoint',
  'geotrace',
  'geoshape',
  'start-geopoint',
  'image',
  'audio',
  'video',
  'file',
  'background-audio',
]);

const DIRECT_NAME =
  /(^|_)(name|nom|prenom|surname|firstname|lastname|phone|telephone|tel|mobile|gsm|whatsapp|email|mail|cin|cnie|passport|passeport|address|adresse)(_|$)/i;
/** Remarks in free words often name people and their telephones. */
const REMARKS = /(^|_)(comments?|commentaires?|remarks?|remarques?|observations?)(_|$)/i;

/** True for a question that may tell who somebody is: by its type, or an open question by its name. */
export function looksDirect({ xlsType, type, name, role }: Field): boolean {
  if (DIRECT_TYPES.has(xlsType)) return true;
  if (role !== 'question') return false;
  return type === 'text' ? DIRECT_NAME.test(name) || REMARKS.test(name) : type === 'integer' && DIRECT_NAME.test(name);
}

const DONT_KNOW = /^(-?98|-?88|dk|dnk|idk|idnk|dont_?know|do_not_know|don't know|nsp|ne_sais?t?_pas|je_ne_sais_pas)$/i;
const REFUSED =
  /^(-?99|-?77|refused?|refus|pnta|prefer_not(_to)?_(answer|say)|no_answer|decline[ds]?|ne_souhaite_pas_repondre)$/i;

/** True for a choice whose name says « don't know ». Numbers count only beside a label that a person reads: see `numbered`. */
export function saysDontKnow(choice: Choice): boolean {
  return DONT_KNOW.test(choice.name) && !numbered(choice);
}

/** True for a choice whose name says « refused ». */
export function saysRefused(choice: Choice): boolean {
  return REFUSED.test(choice.name) && !numbered(choice);
}

/** A number as a name says nothing by itself: it counts only where the label confirms it. */
function numbered({ name, label }: Choice): boolean {
  if (!/^-?\d+$/.test(name)) return false;
  return ![...label.values()].some((text) => /know|sai[st] pas|refus|not answer|pas répondre|لا أعرف|أرفض/i.test(text));
}

/** The question that asks for consent, and the choice that gives it; null where none is found. */
export function consentOf(form: Form): { readonly field: string; readonly yes: string } | null {
  for (const field of form.fields) {
    if (field.type !== 'one' || field.table !== 'main') continue;
    if (!/consent|consentement|accord|agree/i.test(field.name)) continue;
    const yes = form.lists
      .get(field.list)
      ?.choices.find(({ name }) => /^(yes|oui|y|o|1|agree|agreed|accept)$/i.test(name));
    if (yes !== undefined) return { field: field.name, yes: yes.name };
  }
  return null;
}

/** The question that names the enumerator; '' where none is found. */
export function enumeratorOf(form: Form): string {
  const named = form.fields.find(
    ({ name, table, role }) =>
      table === 'main' &&
      role === 'question' &&
      /(^|_)(enum|enumerator|enqueteur|enqueteuse|interviewer|surveyor)(_|$|id)/i.test(name),
  );
  return named?.name ?? '';
}
