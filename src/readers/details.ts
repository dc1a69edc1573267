/**
 * What remarks on reading say, in English as all messages are, with places for what was found. Readers of other languages have the same
 * sentences among the words of the outputs, by the same ids.
 */
export const DETAILS = {
  repeatedRow: 'repeats an earlier row to the letter: kept once',
  repeatedRosterRow: 'repeats an earlier row of an interview that was itself repeated: kept once',
  deliveredAnew: 'delivers an interview of {file} anew: the older copy is left out',
  noKey: 'no key: the interview is called {key}',
  sameKey: 'has the key of another interview with other answers: it is called {key}',
  unreadable: 'the server could not read this submission: {why}',
  orphan: 'belongs to no row of its parent table, or to one of several',
  atRow: "{what} (sheet '{sheet}', row {row})",
  declaredMissing: "the file declares codes missing: {codes} (sheet '{sheet}')",
  twoAnswers: "the column '{first}' says {a}, the column '{second}' says {b}: the first was read",
  writtenOptions: "the answer is written '{answer}', but the option columns say '{options}'",
  optionMore: "the column of option '{option}' says {cell}, but the answer '{answer}' does not hold it",
  optionLess: "the answer '{answer}' holds '{option}', but the column of that option says {cell}",
  notJoined: "{file} has no row for '{value}'",
  notJoinedEmpty: '{file} has no row for an empty key',
  twoColumns: "sheet '{sheet}' has two columns for this question: where the first is blank, the next was read",
  unknownColumn: "column of sheet '{sheet}' that the form does not know: left out",
  unknownOption: "option column of sheet '{sheet}': the form's list has no choice '{option}'",
  noColumn: 'question of the form that no file has a column for',
} as const;

export type DetailId = keyof typeof DETAILS;

/** A sentence of these and what fills its places. */
export interface Detail {
  readonly id: DetailId;
  readonly values: Readonly<Record<string, string>>;
}

/** A message in English, and what it is made of. */
export interface Told {
  readonly message: string;
  readonly detail: Detail;
  /** The row of the sheet that it is told of. */
  readonly at?: Detail;
}

export function told(id: DetailId, values: Detail['values'] = {}): Told {
  return { message: inEnglish({ id, values }), detail: { id, values } };
}

/** The same of a row of a sheet. */
export function toldOfRow({ message, detail }: Told, sheet: string, row: number): Told {
  const at: Detail = { id: 'atRow', values: { sheet, row: String(row) } };
  return { message: inEnglish({ ...at, values: { ...at.values, what: message } }), detail, at };
}

function inEnglish({ id, values }: Detail): string {
  return DETAILS[id].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
