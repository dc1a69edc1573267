/** What a cell is, besides its value. One byte a cell; a cell has a value where its state is below 2. */
export const ANSWERED = 0;
export const IMPUTED = 1;
export const NOT_ASKED = 2;
export const BLANK = 3;
export const DONT_KNOW = 4;
export const REFUSED = 5;
export const REMOVED = 6;
/** The text could not be typed; it is kept in the column's `raw`. */
export const INVALID = 7;

export type State = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** State byte → its name in files. */
export const STATE_NAMES = [
  'answered',
  'imputed',
  'notAsked',
  'blank',
  'dontKnow',
  'refused',
  'removed',
  'invalid',
] as const;

/** State byte → its letter in `<table>.states.csv`; an answered cell is empty there. */
export const STATE_LETTERS = ['', 'i', 'n', 'b', 'd', 'r', 'x', '!'] as const;

/** True where a cell of this state has a value that analysis may use. */
export function hasValue(state: number): boolean {
  return state < NOT_ASKED;
}

/** True for the states that mean: the question was asked, and the answer is not known. */
export function isUnknown(state: number): boolean {
  return state > NOT_ASKED;
}
