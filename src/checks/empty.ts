import { z } from 'zod';
import { kind } from '../kind.ts';
import { BLANK, NOT_ASKED } from '../table/states.ts';
import type { Check, CheckContext } from './check.ts';
import { questionsIn } from './questions.ts';
import { counted } from './remark.ts';

/** Questions that somebody was asked and nobody answered: one remark a question. */
export const empty = kind(z.strictObject({}), (_, { form }: CheckContext): Check => {
  return (data) =>
    questionsIn(form, data).flatMap(({ field, table, column }) => {
      let asked = 0;
      for (const state of column.states) {
        if (state === BLANK) asked += 1;
        else if (state !== NOT_ASKED) return [];
      }
      if (asked === 0) return [];
      const message = `nobody answered, although ${asked === 1 ? '1 row was' : `${counted(asked, 'row')} were`} asked`;
      return [{ table: table.name, key: '', field: field.name, value: '', message }];
    });
});
