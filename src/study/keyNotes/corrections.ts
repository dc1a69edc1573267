import type { FileNotes } from './fileNotes.ts';

/** What an editor shows of the keys of `schemas/corrections.json`. */
export const correctionNotes: FileNotes = {
  keys: {
    corrections: 'Rules that change the data, in the order in which they are made.',
    'corrections.id': 'Name of the rule in the ledger, data-clean/changes.csv.',
    'corrections.kind': 'What is changed, and with it which keys the entry has.',
  },
  kinds: {
    trim: {
      kind: 'Takes needless white space and invisible characters out of texts.',
      fields: 'Questions of type text. Left out: all of them.',
    },
    digits: {
      kind: 'Reads what is written in Arabic or other digits, where nothing could be read.',
      fields: 'Questions of numbers, dates or times. Left out: all of them.',
    },
    numberFormat: {
      kind: 'Reads numbers with a decimal comma or with thousands apart, where nothing could be read.',
      fields: 'Questions of numbers. Left out: all of them.',
      decimal: 'Sign before the decimals. Left out: the point.',
      thousands: 'Sign between thousands; a space is any kind of space. Left out: none.',
    },
    dateOrder: {
      kind: 'Reads dates whose parts stand in another order, where nothing could be read.',
      fields: 'Questions of dates, with or without a time. Left out: all of them.',
      order: 'dmy: by it 05/06/2026 is the fifth of June. mdy: the sixth of May. ymd: the year first.',
    },
    recode: {
      kind: 'Puts one answer in the place of another; of several answers, one option.',
      field: 'Question or column whose answers are changed.',
      from: 'Answer or option as it stands in the data.',
      to: 'Answer or option in its place; it must suit the question. "" removes it.',
    },
    recodeOther: {
      kind: 'Puts a choice in the place of « other » where the text behind it says so.',
      field: 'Question with choices, one of them « other ».',
      text: 'Text question behind it, of the same table.',
      other: 'Choice that means « other ». Left out: other.',
      mapping: 'What people wrote → the choice it is; case and outer white space say nothing. Left out: none.',
      labels: 'true: a text that is the name or label of one choice, in any language, is that choice. Left out: true.',
      keepText: 'true: the text stays; else it is emptied where a choice took its place. Left out: false.',
    },
    unit: {
      kind: 'Multiplies a number that was given in another unit or currency.',
      field: 'Question of numbers.',
      when: 'A condition: which rows are multiplied. Where it is unknown the number stays.',
      factor: "A number, or an expression such as 1 div 12 or param('name'). Where it is unknown the number stays.",
      decimals: 'Decimals that the result keeps, up to 9; a whole number keeps none. Left out: 2.',
    },
    setBlank: {
      kind: 'Empties answers where a condition holds.',
      when: 'A condition: which rows are emptied. Where it is unknown the answers stay.',
      fields: 'Questions that are emptied, of one table.',
    },
    recompute: {
      kind: 'Calculates anew what the form calculates, where it is not what the answers give now.',
      fields: 'Calculations of the form. Left out: all of them.',
    },
    drop: {
      kind: 'Removes rows with all rows of rosters under them.',
      when: 'A condition: which rows are removed. Where it is unknown the row stays.',
      table: 'Table whose rows are removed: main, or a roster. Left out: main.',
    },
    keepDuplicate: {
      kind: 'Of rows with the same answers to some questions keeps one, and removes the others.',
      fields: 'Questions of one table by which the same person or thing is known.',
      keep: 'latest, earliest, or mostComplete: the one with most answers, which also settles ties.',
      by: 'Date, time or number that latest and earliest go by. Left out: the form’s end, else its start.',
      when: 'A condition: which rows are compared. Left out: all.',
    },
    impute: {
      kind: 'Fills missing answers; each is marked as imputed, and tables count them.',
      field: 'Question whose answers are filled.',
      method:
        'hotDeck: a donor’s answer. median, mode: that of the class (median of numbers; mode not of decimals). constant.',
      by: 'Questions of the same table whose answers make the classes. Left out: one class of all.',
      states: 'Which missing answers are filled; not asked never is. Left out: blank and removed.',
      when: 'A condition: which rows are filled. Left out: all.',
      value: 'Of constant: what is filled in everywhere, in place of "values".',
      values: 'Of constant: answer to the one question of "by" → what is filled in.',
      fewest: 'A class with fewer answers is left as it is; constant needs none. Left out: 5.',
      seed: 'Of hotDeck: where chance starts; the same seed draws the same donors. Left out: 1.',
    },
  },
};
