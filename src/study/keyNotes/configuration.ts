import type { FileNotes } from './fileNotes.ts';

/** What an editor shows of the keys of `pipeline.config.json`. */
export const configurationNotes: FileNotes = {
  keys: {
    title: 'Title of the study, in each language of publication.',
    form: 'The XLSForm: a workbook, or a folder with survey.csv and choices.csv; from the study’s folder.',
    sources: 'Exports of the data, and how they are written.',
    'sources.id': 'Name of the source; no two have the same.',
    'sources.files': 'Paths from the study’s folder; a submission that a later file delivers anew replaces the older.',
    'sources.dialect': 'Whose export it is. Left out: told by its headers.',
    'sources.labels':
      'Language of the form, by name or code, whose labels stand for names. Left out: told by the headers.',
    'sources.simulated': 'true: made-up data, and every output says so. Left out: false.',
    'sources.decimal': 'Sign before the decimals. Left out: the point.',
    'sources.dateOrder': 'Order in which dates have day (d), month (m) and year (y). Left out: ymd.',
    'sources.serials': 'true: a bare number in a date is Excel’s day number; in workbooks always. Left out: false.',
    'sources.thousands': 'Sign between thousands; a space is any kind of space. Left out: none.',
    'sources.digits': 'any: numbers and dates in Arabic and other digits are read too. Left out: latin.',
    'sources.empty': 'Texts that stand for no answer, besides those of the dialect, such as n/a. Left out: none.',
    'sources.codes': 'By question or choice list: what is written → the code that it is. Left out: none.',
    languages: 'Languages of the outputs; the first is also that of labels in data-clean.',
    timeZone: 'Zone of times that are written without one, such as Africa/Casablanca. Left out: UTC.',
    erase:
      'A condition: interviews that people took back, erased when read and only counted; unknown is no. Left out: none.',
    eligible: 'A condition: interviews that every base rests on; unknown is no. Left out: all.',
    dispositions:
      'What became of each interview: the first whose condition holds, else other. Left out: all count as kept.',
    'dispositions.id': 'Name of the disposition: cases:ID in estimates.',
    'dispositions.when': 'A condition over the interview.',
    'dispositions.label':
      'What readers see, in each language. Left out: the program’s word for a known id, else the id.',
    design:
      'How the sample was drawn: columns of the data or of a join, or questions. Left out: a simple random sample.',
    'design.weights':
      'Column of weights; not together with "base" of "weighting". Left out: made of "population", else 1.',
    'design.strata': 'Column of the stratum, known for every interview. Left out: one stratum.',
    'design.psu': 'Column of the primary sampling unit, known for every interview. Left out: the interview.',
    'design.population':
      'Column with the number of PSUs (without "psu": interviews) that the stratum has in the population. Left out: no correction for it.',
    'design.lonelyPsu':
      'Strata of one PSU: fail stops, remove and certainty add no variance, adjust centres on the grand mean, average takes the mean of the others. Left out: fail.',
    'design.weighting': 'How final weights are made from base weights, in the order of its keys. Left out: not at all.',
    'design.weighting.base':
      'Column of base weights, in place of "weights"; or the probabilities that they are made of.',
    'design.weighting.base.probabilities': 'Columns of probabilities, one a stage: the weight is 1 over their product.',
    'design.weighting.missing':
      'Field of a cell or margin → level that stands for a missing answer. Left out: it stops.',
    'design.weighting.nonresponse': 'Respondents also stand for the eligible of their cell who did not answer.',
    'design.weighting.nonresponse.cells': 'Fields known of everybody sampled, whose crossed levels are the cells.',
    'design.weighting.nonresponse.within': 'Those of "cells" across whose levels no cells are merged. Left out: none.',
    'design.weighting.nonresponse.responded': 'A condition: who answered.',
    'design.weighting.nonresponse.ineligible': 'A condition: who is no longer in the population. Left out: nobody.',
    'design.weighting.nonresponse.unknown': 'A condition: of whom nobody knows whether eligible. Left out: nobody.',
    'design.weighting.nonresponse.fewest': 'Cells with fewer respondents are merged with a neighbour. Left out: 20.',
    'design.weighting.nonresponse.largestFactor': 'So are cells whose weights would grow by more. Left out: 2.',
    'design.weighting.calibration': 'Weights of the eligible change so that they add up to totals of the population.',
    'design.weighting.calibration.method':
      'poststratify: one margin. rake, raking: several. linear, raking, logit: also totals of numbers. See docs/weighting.md.',
    'design.weighting.calibration.margins': 'Names of margins of schemas/margins.csv. Left out: all of them.',
    'design.weighting.calibration.bounds':
      'Of linear, raking and logit: smallest and largest factor by which a weight changes; logit needs them. Left out: none.',
    'design.weighting.calibration.gap': 'Largest relative gap that is left to a total. Left out: 0.000001.',
    'design.weighting.calibration.rounds':
      'Most rounds in which the totals are met, else the run stops. Left out: 100.',
    'design.weighting.calibration.cap':
      'Of rake: weights over so many medians are cut and raked again. Left out: none.',
    'design.weighting.trim': 'Bounds of the final weights, in medians; what is cut off is shared among the others.',
    'design.weighting.trim.lowest': 'Smallest weight, in medians, from 0 to below 1. Left out: 0.',
    'design.weighting.trim.highest': 'Largest weight, in medians, over 1.',
    missing: 'Codes that stand for no answer, besides those that the form or a labelled file declares.',
    'missing.dontKnow': 'Codes that mean don’t know.',
    'missing.dontKnow.lists': 'Choice list → its codes.',
    'missing.dontKnow.fields': 'Question → its codes.',
    'missing.refused': 'Codes that mean refused.',
    'missing.refused.lists': 'Choice list → its codes.',
    'missing.refused.fields': 'Question → its codes.',
    direct:
      'Questions and columns that identify people: never kept. [] for none; left out only if the form marks them.',
    keep: 'Columns that are no questions and that analysis needs → what they hold. Left out: none.',
    joins: 'Files whose columns are looked up for each interview, such as a sampling frame.',
    'joins.file': 'Path of the file, from the study’s folder; one row for each key.',
    'joins.on': 'Question or column of the interview → column of the file with the same keys.',
    'joins.columns': 'Column of the file → what it holds.',
    'joins.partial': 'true: interviews that the file does not have are no finding. Left out: false.',
    lookups: "Series of values by name, which expressions read by lookup('name', key).",
    'lookups.file': 'Path of a CSV, from the study’s folder.',
    'lookups.key': 'Its column of keys, such as years; each stands there once.',
    'lookups.value': 'Its column of numbers, with a decimal point.',
    enumerator: 'Question or column that names the enumerator. Left out: nobody is.',
    decisions: 'What decisions of people in data-raw/decisions may do.',
    'decisions.several': 'true: one line may change several rows, such as a recode. Left out: false.',
    publication: 'How results are published, and what is held back.',
    'publication.level': 'Confidence level of intervals, between 0.5 and 1. Left out: 0.95.',
    'publication.minimum': 'Fewest people in a base, in a share and outside it; less is held back. Left out: 5.',
    'publication.theme': 'Look of the figures. Left out: ilo.',
    'publication.digits': 'Digits of outputs in Arabic: latin, 0-9, or arabic, ٠-٩. Left out: latin.',
    'publication.precision': 'When a number is too imprecise to be shown; false: never.',
    'publication.precision.effective': 'Fewest effective rows of a share; fewer hide it. Left out: 30.',
    'publication.precision.narrow': 'Width of the interval of a share up to which it is shown. Left out: 0.05.',
    'publication.precision.wide': 'Width of the interval of a share from which it is hidden. Left out: 0.3.',
    'publication.precision.relative':
      'Between narrow and wide: widest interval over the share, else hidden; over 1 less the share, else with caution. Left out: 1.3.',
    'publication.precision.degrees': 'Fewer degrees of freedom call for caution. Left out: 8.',
    'publication.precision.base': 'Fewest rows of a number that is no share; fewer hide it. Left out: 30.',
    'publication.precision.caution':
      'Standard error over estimate, of means, medians, totals and ratios, from which they are shown with caution. Left out: 0.166.',
    'publication.precision.variation':
      'Standard error over estimate, of means, medians, totals and ratios, over which they are hidden. Left out: 0.333.',
    'publication.secondary': 'true: what would give a hidden number by subtraction is hidden too. Left out: true.',
    'publication.publishedOn': 'Date of the report, YYYY-MM-DD. Left out: that of the last submission.',
    csv: 'How CSV files that are written divide cells and write decimals.',
    'csv.delimiter': 'Sign between cells: comma, semicolon or tab. Left out: the comma.',
    'csv.decimal': 'Sign before the decimals. Left out: the point.',
    confirm: 'What init guessed, such as design.weights; take out what you have confirmed.',
  },
};
