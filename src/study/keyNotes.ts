import { checkNotes } from './keyNotes/checks.ts';
import { configurationNotes } from './keyNotes/configuration.ts';
import { correctionNotes } from './keyNotes/corrections.ts';
import { figureNotes, sheetNotes } from './keyNotes/figures.ts';
import type { FileNotes } from './keyNotes/fileNotes.ts';
import { indicatorNotes } from './keyNotes/indicators.ts';
import { modelNotes } from './keyNotes/models.ts';
import { indexNotes, variableNotes } from './keyNotes/variables.ts';

/** What an editor shows of each key of the files of a study: file → its notes. */
export const KEY_NOTES: Readonly<Record<string, FileNotes>> = {
  checks: checkNotes,
  corrections: correctionNotes,
  variables: variableNotes,
  indices: indexNotes,
  indicators: indicatorNotes,
  models: modelNotes,
  figures: figureNotes,
  sheets: sheetNotes,
  'pipeline.config': configurationNotes,
};
