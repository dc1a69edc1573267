import { serve } from '../../../threads/serve.ts';
import { plainWords } from '../../words/build.ts';
import { documentWord } from './word.ts';
import type { WordTask } from './writers.ts';

/** A thread that writes Word documents. */
serve(({ document, language, digits }: WordTask) => documentWord(document, plainWords(language, digits)));
