import type { MissingCodes } from '../study/study.ts';
import type { Profile } from './profile.ts';
import type { Stream } from './random.ts';
import { stream } from './random.ts';

/**
 * Who does not know or refuses to answer a question, by chance: its code instead of the answer. Questions without such codes always
 * get an answer. Each question has its own stream of chance, read in the order of the rows that are asked.
 */
export function nonresponse(
  profile: Profile['nonresponse'],
  missing: MissingCodes,
  seed: string,
): (field: string, answer: string) => string {
  const streams = new Map<string, Stream>();
  return (field, answer) => {
    const dontKnow = firstOf(missing.dontKnow.get(field));
    const refused = firstOf(missing.refused.get(field));
    if (dontKnow === '' && refused === '') return answer;
    const chance = streams.get(field) ?? stream(seed, 'nonresponse', field);
    streams.set(field, chance);
    const own = profile.fields[field];
    const share = own === undefined ? profile.default / (dontKnow !== '' && refused !== '' ? 2 : 1) : 0;
    const u = 100 * chance.next();
    const unknowing = dontKnow === '' ? 0 : (own?.dontKnow ?? share);
    const refusing = refused === '' ? 0 : (own?.refused ?? share);
    if (answer === '') return answer;
    return u < unknowing ? dontKnow : u < unknowing + refusing ? refused : answer;
  };
}

function firstOf(codes: ReadonlySet<string> | undefined): string {
  for (const code of codes ?? []) return code;
  return '';
}
