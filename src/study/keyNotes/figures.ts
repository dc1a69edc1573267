import type { FileNotes } from './fileNotes.ts';

/** What an editor shows of the keys of `schemas/figures.json`. */
export const figureNotes: FileNotes = {
  keys: {
    figures: 'What is drawn, in the order in which figures are numbered.',
    'figures.id': 'Name of its files, by which prose, pipeline figures and pipeline trace know it.',
    'figures.kind': 'What is drawn, and with it which keys the entry has.',
    'figures.title': 'Title of the figure, in each language.',
    'figures.secondFirst':
      'true: the second side stands first; the difference stays second less first. Left out: false.',
  },
  kinds: {
    shares: {
      kind: 'Shares of an indicator’s items among everybody in its base, as bars.',
      indicator: 'Id of an indicator of shares.',
      sort: 'form: items in their order. value: the largest first. Left out: form.',
    },
    ranked: {
      kind: 'Shares of several indicators, as dots, the largest first.',
      indicators: 'Ids of indicators of one share each.',
    },
    battery: {
      kind: 'Shares of several indicators with the same items: a row each, a column an item.',
      indicators: 'Ids of indicators of shares with the same items, in the order of the rows.',
      title: 'Title of the figure, in each language. Left out: a general one.',
    },
    numbers: {
      kind: 'Mean and median of numeric indicators, each on its own axis.',
      indicators: 'Ids of indicators with a mean or a median.',
      title: 'Title where there are several indicators. Left out: a general one; of one indicator its own title.',
    },
    scores: {
      kind: 'One number of several indicators in the same unit, as dots on one axis.',
      indicators: 'Ids of indicators in one unit: scores, amounts, durations.',
      stat: 'mean or median. Left out: mean.',
    },
    breakdown: {
      kind: 'One number of an indicator in each level of breakdowns, as dots, beside everybody’s.',
      indicator: 'Id of an indicator that has the breakdowns.',
      item: 'Item that is drawn; needed where the indicator has several.',
      stat: 'share, mean or median. Left out: the first of these that the indicator has.',
      by: 'Field by which the indicator is broken down, or several that are drawn under one another.',
    },
    grouped: {
      kind: 'Shares of items, a bar for each group beside the others; of a paired indicator, its two sides.',
      indicator: 'Id of an indicator of shares, or of a paired one.',
      by: 'Field by which the indicator is broken down: its levels are the bars. Left out for a paired indicator.',
      secondFirst: 'Of a paired indicator, true: the second side stands first. Left out: false.',
      beside: 'Of a paired indicator: one more bar after its two sides, of another indicator.',
      'beside.indicator':
        'Id of an indicator of shares whose items have the same names; its other items are not drawn.',
      'beside.label': 'What the bar is called, in each language.',
    },
    multiples: {
      kind: 'The same shares in each level of a breakdown, as small panels on one scale.',
      indicator: 'Id of an indicator of shares: its items are the rows.',
      by: 'Field by which the indicator is broken down: a panel for each of its levels.',
    },
    stacked: {
      kind: 'What a whole is made of, as a bar of segments for everybody and for each level of breakdowns.',
      indicator: 'Id of an indicator whose items add up to 100 %: each person is in one.',
      by: 'Fields by which the indicator is broken down: a bar for each level. Left out: everybody alone.',
    },
    likert: {
      kind: 'Graded answers to several questions, as bars about a middle line.',
      indicators: 'Ids of indicators of questions with the same graded answers: the rows.',
      scale: 'Codes of the answers, from one pole to the other.',
      middle: 'Code of the middle answer, half of which lies on either side. Left out: the line halves the scale.',
    },
    dumbbell: {
      kind: 'Pairs of numbers of the same people as two dots and their difference, item by item.',
      indicator: 'Id of an indicator of kind paired.',
      sort: 'form: items in their order. difference: the largest first, whichever way. Left out: form.',
    },
    slope: {
      kind: 'Pairs of numbers of the same people, as lines from the first side to the second.',
      indicator: 'Id of an indicator of kind paired.',
    },
    matrix: {
      kind: 'Both sides of pairs and their difference, item by item, as a table of shades.',
      indicator: 'Id of an indicator of kind paired.',
    },
    heatmap: {
      kind: 'Several indicators in each level of breakdowns, as a table of shades.',
      indicators: 'Ids of up to eight indicators of one number each: the columns.',
      by: 'Fields by which the indicators are broken down: their levels are the rows.',
    },
    histogram: {
      kind: 'How a number is spread: its classes as bars, and a smooth curve through them.',
      indicator: 'Id of an indicator of kind classes.',
    },
    calendar: {
      kind: 'Shares of months in each year, as a table of shades.',
      indicator: 'Id of an indicator of shares whose items are months: the columns.',
      by: 'Field of the year, by which the indicator is broken down: the rows.',
    },
    tiles: {
      kind: 'One number in each region, as tiles that lie about as the regions do.',
      indicator: 'Id of an indicator that is broken down by region, or whose items are the regions.',
      item: 'With "by": item that is drawn. Left out: for an indicator of one number.',
      by: 'Field of the region, by which the indicator is broken down. Left out where its items are the regions.',
      map: 'Where the tiles lie, and whose drawing that is.',
      'map.licence':
        'Whose drawing the map is, and how it may be used, in words of each language or one for all; printed under the map.',
      'map.tiles': 'Code of the region → [column, row], counted from the west and the north, both from 0.',
    },
    funnel: {
      kind: 'How many come to each of several steps, as a bar each.',
      steps: 'Steps from the first on, two or more.',
      'steps.indicator': 'Id of an indicator of one share.',
      'steps.label': 'What the step is called, in each language. Left out: the title of its indicator.',
    },
    coefficients: {
      kind: 'Terms of a model as dots about the line of no association, with q-values where there are some.',
      model: 'Id of a model of schemas/models.json.',
      stat: 'coefficient, of a gaussian model; oddsRatio or marginalEffect, of a binomial one. Left out: the first of these that the model has.',
      terms: 'Terms that are drawn, with their levels and interactions. Left out: all but the intercept.',
    },
    predicted: {
      kind: 'What a model predicts along one variable, as a line for each value of another.',
      model: 'Id of a model of schemas/models.json with the key predict.',
      along: 'Variable along the axis, one of those under predict.',
      by: 'Variable with a line for each of its values, one of those under predict. Left out: one line.',
    },
    flow: {
      kind: 'What became of the interviews received: those left out by reason, and those used.',
      used: 'Ids of the dispositions of pipeline.config.json whose interviews are used; kept, where it has none.',
    },
  },
};

/** What an editor shows of the keys of `schemas/sheets.json`. */
export const sheetNotes: FileNotes = {
  keys: {
    sheets: 'Sheets of the workbook of tables, in their order.',
    'sheets.id': 'Name by which the prose of the report asks for its tables.',
    'sheets.kind': 'What is on the sheet, and with it which keys the entry has.',
  },
  kinds: {
    indicators: {
      kind: 'The tables of some indicators under one another.',
      indicators:
        'Ids of indicators, models, or indices with reliability or sensitivity, in the order of their tables.',
    },
  },
};
