import type { FileNotes } from './fileNotes.ts';

/** What an editor shows of the keys of `schemas/indicators.json`. */
export const indicatorNotes: FileNotes = {
  keys: {
    themes: 'Sections of the report, in order.',
    'themes.id': 'Name by which indicators, figures and sheets say where they belong.',
    'themes.title': 'Heading of the section, in each language.',
    breakdowns: 'Lists of breakdowns by name, which "by" of an indicator may use.',
    headings: 'Headings of columns by name, where the label of the form would not do.',
    postponed: 'Indicators that are not made yet, with the reason.',
    'postponed.id': 'Id that the indicator will have.',
    'postponed.reason': 'Why it is not made, in each language; the report tells it.',
    indicators: 'What is estimated, in the order in which tables show it.',
    'indicators.id': 'Name by which figures, sheets, prose and pipeline trace know it.',
    'indicators.kind': 'What is estimated, and with it which keys the entry has.',
    'indicators.theme': 'Section of the report: the id of one of the themes.',
    'indicators.table': 'Table whose rows are counted: main, or a roster. Left out: main.',
    'indicators.title': 'Title, in each language. Left out: the label of the question, else the id.',
    'indicators.baseWords': 'Who is counted, in words, in each language.',
    'indicators.unit': 'Unit of the number: % for a share; one text, or one for each language.',
    'indicators.by': 'Breakdowns: a list of breakdowns by name, or fields; several fields in [ ] are crossed.',
    'indicators.formula': 'Definition in words, in each language; readers see it in --explain and in the report.',
    'indicators.source': 'Where the definition comes from; parts apart by « ; », each in the glossary.',
    'indicators.thresholds': 'What the number is held against, in words; parts apart by « ; », each in the glossary.',
    'indicators.marks': 'What of the method is checked: V read in the source, U not verified, A assumed, P published.',
    'indicators.benchmarks': 'Values from elsewhere that the number is read against.',
    'indicators.benchmarks.label': 'What the value is of, in each language.',
    'indicators.benchmarks.value': 'The value; a share from 0 to 1.',
    'indicators.benchmarks.to': 'Upper end, where the benchmark is a range.',
    'indicators.benchmarks.source': 'Where the value comes from.',
    'indicators.benchmarks.mark': 'V read in the source, U not verified, A assumed, P published.',
    'indicators.change':
      'Field that tells waves apart: the change of shares, means and ratios from each wave to the next is estimated.',
    'indicators.key': 'true: among the indicators that reports/index.html shows first.',
    'indicators.base': 'A condition: who is counted. Left out: everybody in scope who was asked.',
  },
  kinds: {
    distribution: {
      kind: 'Share of each choice of a select_one question, among those who answered it.',
      field: 'Question or variable with one answer: select_one, or a variable of type one.',
    },
    multiple: {
      kind: 'Share that names each option of a select_multiple question, among those who answered it.',
      field: 'Question of type select_multiple.',
    },
    number: {
      kind: 'Mean and median of a question of numbers.',
      field: 'Question or variable of numbers.',
    },
    proportion: {
      kind: 'Share for whom a condition is true, among those of whom it is known.',
      value: 'A condition: who is in the share.',
    },
    mean: { kind: 'Mean of a number.', value: 'An expression that gives a number.' },
    median: {
      kind: 'Median of a number.',
      value: 'An expression that gives a number.',
      change: 'Not for this kind: a median has no change from wave to wave.',
    },
    quantile: {
      kind: 'Percentiles of a number, such as the 10th and the 90th.',
      value: 'An expression that gives a number.',
      shares: 'Shares of people below the quantiles, between 0 and 1: 0.9 is the 90th percentile.',
      change: 'Not for this kind: a percentile has no change from wave to wave.',
    },
    classes: {
      kind: 'Shares of the classes of a number, as a histogram draws them.',
      value: 'An expression that gives a number; one outside all classes stays in the base.',
      edges: 'Bounds of the classes, ascending: [0, 100, 200] makes 0 to 100 and 100 to 200.',
    },
    total: {
      kind: 'Weighted total of a number: of the population where the weights add up to it.',
      value: 'An expression that gives a number.',
      change: 'Not for this kind: a total has no change from wave to wave.',
    },
    ratio: {
      kind: 'Total of one number over the total of another, among rows where both are known.',
      numerator: 'An expression that gives the number that is added up above the line.',
      denominator: 'An expression that gives the number that is added up below the line.',
    },
    bounds: {
      kind: 'A share among those who know, and its bounds with don’t know counted as no and as yes.',
      value: 'A condition: who is in the share.',
      unknown:
        'Whose answers the bounds make up: dontKnow (as without it), or all: refused, blank and removed ones too.',
    },
    paired: {
      kind: 'Two shares of the same people and their difference, item by item.',
      list: 'Choice list whose labels name the pairs.',
      sides: 'What the first and the second value of each pair are called.',
      'sides.id': 'Name of the side in keys of estimates.',
      'sides.label': 'Name of the side for readers, in each language.',
      pairs: 'Two conditions on the same rows; the difference is the second less the first.',
      'pairs.item': 'Choice of the list that the pair is of.',
      'pairs.values': 'The two conditions.',
      change: 'Field that tells waves apart: the change of both shares from each wave to the next is estimated.',
    },
    change: {
      kind: 'Paired change: the mean of variables that hold « after less before », each with its test.',
      changes: 'Variables that hold « after less before ».',
      change: 'Not for this kind: it is a change itself.',
    },
    index: {
      kind: 'Mean of an index or another score, among those whose score could be made.',
      field: 'Id of an index, or of a variable of numbers; no question.',
    },
    multidimensional: {
      kind: 'Alkire and Foster’s count over the flags of an index: who is counted in, and how much of it they have.',
      index: 'Id of an index of schemas/indices.json whose items are flags.',
      cutoff: 'Share of the index’s weight from which somebody is counted in, from 0 to 1.',
    },
    model: {
      kind: 'Some terms of a model, shown as an indicator.',
      model: 'Id of a model of schemas/models.json.',
      terms: 'Terms of the model that the indicator shows, with their levels; crossed ones are written a:b.',
      by: 'Not for this kind: a model stands for everybody in its base.',
      change: 'Not for this kind: a term has no change from wave to wave.',
    },
  },
};
