import type { FileNotes } from './fileNotes.ts';

/** What an editor shows of the keys of `schemas/models.json`. */
export const modelNotes: FileNotes = {
  keys: {
    terms: 'Lists of terms by name, which exposures and controls may use.',
    families: 'Coefficients that were fixed in advance: their q-values are adjusted together.',
    'families.id': 'Name of the family.',
    'families.models': 'Models whose exposures belong to it.',
    'families.rate':
      'Accepted rate of false discoveries, such as 0.1, for those who read the file; q-values do not depend on it.',
    models: 'Regressions over the design: what is associated with an outcome. Nothing here identifies a cause.',
    'models.id': 'Name by which indicators, figures and prose know it.',
    'models.title': 'Title, in each language: « associated with », never « effect of ».',
    'models.theme': 'Section of the report: the id of one of the themes.',
    'models.family': 'gaussian: linear, for a number. binomial: logistic, for a flag.',
    'models.outcome': 'What is explained: a number or a flag. No term may share a part with it.',
    'models.exposures': 'Terms that the model is about: a list by name, or fields; several fields in [ ] are crossed.',
    'models.controls': 'Terms that are held equal, written as exposures are. Left out: none.',
    'models.references': 'Level that the others are compared with, by field. Left out: the first.',
    'models.base': 'A condition: who is in the model. Left out: everybody in scope.',
    'models.baseWords': 'Who is in the model, in words, in each language.',
    'models.unit': 'Unit of the coefficients, in each language.',
    'models.predict':
      'Numbers or flags of the model → values at which its outcome is predicted, all combinations. Left out: nothing is predicted.',
    'models.runs': 'The same model with something changed, for sensitivity: what is left out is as in the model.',
    'models.runs.id': 'Name of the run: ID.run in keys.',
    'models.runs.title': 'Title of the run, in each language.',
    'models.runs.controls': 'Terms that are held equal, written as exposures are; []: none. Left out: as in the model.',
    'models.runs.base': 'A condition: who is in the run. Left out: as in the model.',
    'models.imputation': 'Adds a run « imputed »: missing terms filled in, for comparison with complete cases.',
    'models.imputation.copies': 'Number of filled copies; Rubin’s rules pool them.',
    'models.imputation.seed': 'Where the draws start: the same seed gives the same numbers.',
    'models.imputation.classes': 'Donors are rows alike in these fields, the most important first.',
    'models.imputation.source': 'Where the method comes from.',
    'models.propensity':
      'Weights rows by the chance of the exposure (propensity score) times the survey weight, over complete cases: the groups are made alike in the covariates. An association all the same.',
    'models.propensity.exposure': 'The flag that parts the groups: one of the exposures.',
    'models.propensity.covariates':
      'Terms that tell who is exposed, written as exposures are. Left out: the controls of the model.',
    'models.propensity.estimand':
      'att: the others are weighted to resemble the exposed. ate: both groups are weighted to resemble everybody.',
    'models.source': 'Where the model comes from, for those who read the file.',
    'models.note': 'For those who read the file.',
  },
};
