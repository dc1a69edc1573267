import type { FileNotes } from './fileNotes.ts';

/** What an editor shows of the keys of `schemas/variables.json`. */
export const variableNotes: FileNotes = {
  keys: {
    variables: 'Variables derived from answers, in any order; none may read itself through others.',
    'variables.id': 'Name by which expressions read it: ${name}. No question of the form may have it.',
    'variables.table': 'Table whose rows it has a value of: main, or a roster. Left out: main.',
    'variables.type':
      'flag: 1 or 0, told as yes and no. integer, number: a number. date: a date. one: one of its levels.',
    'variables.expression': 'How it is calculated: an XLSForm expression over questions and other variables.',
    'variables.levels': 'Of type one: its levels, each with code and label, or list:NAME for those of a choice list.',
    'variables.levels.code': 'What the expression gives.',
    'variables.levels.label': 'What readers see, in each language.',
    'variables.label': 'What readers see, in each language: a heading that says by itself what the values are.',
    'variables.unit': 'Unit of its values, for those who read the file.',
    'variables.note': 'For those who read the file: when it is unknown, where a rule comes from.',
    'variables.base': 'A condition: who has a value; the others count as not asked.',
  },
};

/** What an editor shows of the keys of `schemas/indices.json`. */
export const indexNotes: FileNotes = {
  keys: {
    scores: 'Tables of points by name: answer → points. Several questions may share one.',
    indices: 'Scores over several items; each is a variable that indicators may read by its id.',
    'indices.id': 'Name by which expressions read it: ${name}.',
    'indices.label': 'What readers see, in each language, without « inspired by »: the program adds that.',
    'indices.unit': 'Unit of the score, for those who read the file.',
    'indices.note': 'For those who read the file.',
    'indices.source': 'Where items, points and weights come from.',
    'indices.theme':
      'Theme that it belongs to, for those who read the file; what is told of it stands on sheets that name it.',
    'indices.method': 'mean: weighted mean of the items known. sum: points added. count: items that hold.',
    'indices.items': 'What is scored: questions with points, or variables as they are.',
    'indices.items.item': 'Name of a question or variable.',
    'indices.items.scores': 'Points by answer, or the name of a table under scores. Left out: its own number.',
    'indices.weights':
      'Of mean, and for multidimensional indicators: item → weight, or the parameter that holds it; they add up to 1. Left out: equal.',
    'indices.leastShare':
      'Of mean: smallest share of the items that must be known, up to 1, rounded up. Left out: all, as of sum and count.',
    'indices.inspiredBy': 'Instrument that it follows without being it; said wherever the index is named.',
    'indices.official':
      'true once the official items, points and weights stand here: « inspired by » is left out then.',
    'indices.reliability': 'true: alpha and omega with intervals, by a bootstrap of PSUs.',
    'indices.sensitivity': 'What else it would be with other weights and cut-offs.',
    'indices.sensitivity.weights':
      'true: its mean with equal weights, with all items alike, and with those of the first principal component.',
    'indices.sensitivity.cutoffs': 'Shares of people at or above these values are given.',
  },
};
