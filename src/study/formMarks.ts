import { fault } from '../fault.ts';
import type { Field, Form } from '../form/form.ts';
import { didYouMean } from '../form/nearest.ts';

/** Columns of the survey sheet that say what a question's codes and answers are; no client reads them. */
const CODES = 'missing_codes';
const CONFIDENTIALITY = 'confidentiality';

const MEANINGS = ['dontKnow', 'refused'] as const;
type Meaning = (typeof MEANINGS)[number];

/**
 * The codes that the form itself declares for a question, in its column `missing_codes`: `-98=dontKnow -99=refused`. A fault where that
 * cannot be read.
 */
export function codesInForm(field: Field, place: string): Readonly<Record<Meaning, readonly string[]>> {
  const codes: Record<Meaning, string[]> = { dontKnow: [], refused: [] };
  for (const part of (field.extra.get(CODES) ?? '').split(/\s+/)) {
    if (part === '') continue;
    const [code = '', meaning = ''] = part.split('=');
    const known = MEANINGS.find((one) => one === meaning);
    if (code === '' || known === undefined)
      throw fault(
        `${place} › survey, row ${field.row}, column ${CODES}`,
        `'${part}' is no code with its meaning${didYouMean(meaning, MEANINGS)}`,
        'Write CODE=dontKnow or CODE=refused, with spaces between several',
      );
    codes[known].push(code);
  }
  return codes;
}

/** How open the answers to a question are, as the form marks it; '' where nothing is said. */
const LEVELS = ['direct', 'quasi', 'sensitive'] as const;

/** Questions that the form marks as direct identifiers in its column `confidentiality`. A fault for a mark that does not exist. */
export function directInForm(form: Form, place: string): readonly string[] {
  return form.fields.flatMap(({ name, extra, row }) => {
    const mark = (extra.get(CONFIDENTIALITY) ?? '').trim();
    if (mark !== '' && !LEVELS.some((level) => level === mark))
      throw fault(
        `${place} › survey, row ${row}, column ${CONFIDENTIALITY}`,
        `unknown mark '${mark}'${didYouMean(mark, LEVELS)}`,
        `Marks: ${LEVELS.join(', ')}, or nothing`,
      );
    return mark === 'direct' ? [name] : [];
  });
}
