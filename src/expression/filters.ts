import { isFault } from '../fault.ts';
import type { Choice, ChoiceList, Field } from '../form/form.ts';
import { isCodes } from '../table/column.ts';
import { hasValue } from '../table/states.ts';
import { compile } from './compile.ts';
import { distinctRows } from './distinct.ts';
import { whereOfField } from './formExpressions.ts';
import { choiceText, readsRow } from './instances.ts';
import { namesOfForm } from './names.ts';
import { value } from './plan.ts';
import type { Outcome } from './relevance.ts';
import type { Replay } from './replay.ts';
import { columnVector, pickedRun } from './run.ts';
import { spread, toTexts, toTruth } from './vector.ts';

/** 1 where the choice filter does not offer an option that was given; `options` names those options by row. */
export interface FilteredOut extends Outcome {
  readonly options: ReadonlyMap<number, readonly string[]>;
}

/** One option given in a group of rows that agree in the answer and in all that the filter reads, held against one choice of that name. */
interface Trial {
  readonly group: number;
  readonly option: string;
  readonly choice: Choice;
}

/**
 * Holds the options given against the choice filter, once for each distinct combination of an answer and what the filter reads, never
 * for each row and choice. Of several choices with one name, one that is offered is enough. Options that are in no list, and the
 * answers don't know and refused, are not this check's.
 */
export function filteredOut(done: Replay, field: Field): FilteredOut {
  const table = done.data.tables.get(field.table);
  const rows = table?.rows ?? 0;
  const flags = new Uint8Array(rows);
  const options = new Map<number, readonly string[]>();
  const column = table?.columns.get(field.name);
  const list: ChoiceList | undefined = done.form.lists.get(field.list);
  if (field.choiceFilter.trim() === '' || column === undefined || !isCodes(column))
    return { rows: flags, notEvaluated: '', options };
  const none = (why: string): FilteredOut => ({
    rows: column.states.map((state) => (hasValue(state) ? 2 : 0)),
    notEvaluated: why,
    options,
  });
  if (list === undefined) return none(`the choices of '${field.list}' are not part of the form`);
  const where = whereOfField(field, 'choice_filter');
  let filter: ReturnType<typeof compile>;
  try {
    filter = compile(field.choiceFilter, namesOfForm(done.names), where);
  } catch (error) {
    if (isFault(error)) return none(error.message);
    throw error;
  }

  const run = done.runs(field.table);
  const own = toTexts(columnVector(column, rows, 'form'));
  const read = filter.reads.map((one) => toTexts(run.column(one)));
  const single = readsRow(filter.tree);
  const { groups, firsts } = single
    ? {
        groups: Uint32Array.from({ length: rows }, (_, row) => row),
        firsts: Int32Array.from({ length: rows }, (_, row) => row),
      }
    : distinctRows([own, ...read], rows);

  const byName = new Map<string, Choice[]>();
  for (const choice of list.choices) byName.set(choice.name, [...(byName.get(choice.name) ?? []), choice]);
  const trials: Trial[] = [];
  for (const [group, row] of firsts.entries()) {
    const answer = own.texts[own.codes[row] as number] ?? '';
    const given = column.type === 'one' ? [answer] : answer.split(/\s+/);
    for (const option of given) for (const choice of byName.get(option) ?? []) trials.push({ group, option, choice });
  }

  const picked = Int32Array.from(trials, (trial) => firsts[trial.group] as number);
  const trialRun = pickedRun(run, picked, (name) => ({
    type: 'text',
    codes: Uint32Array.from(trials.keys()),
    texts: trials.map((trial) => choiceText(trial.choice, name, done.form.defaultLanguage)),
    marks: null,
    step: 1,
  }));
  const truth = spread(toTruth(value(filter.plan, trialRun)), trials.length);

  /** By group: option → the best that any choice of its name was offered as: 1 offered, 2 not known, 0 not offered. */
  const verdicts: Map<string, number>[] = Array.from(firsts, () => new Map());
  for (const [place, trial] of trials.entries()) {
    const verdict = verdicts[trial.group] as Map<string, number>;
    const [before, now] = [verdict.get(trial.option) ?? 0, truth[place] as number];
    verdict.set(trial.option, before === 1 || now === 1 ? 1 : before === 2 || now === 2 ? 2 : 0);
  }
  for (let row = 0; row < rows; row += 1) {
    const verdict = verdicts[groups[row] as number];
    if (!hasValue(column.states[row] as number) || verdict === undefined || verdict.size === 0) continue;
    const out = [...verdict].filter(([, offered]) => offered === 0).map(([option]) => option);
    if (out.length > 0) {
      flags[row] = 1;
      options.set(row, out);
    } else if ([...verdict.values()].includes(2)) flags[row] = 2;
  }
  return {
    rows: flags,
    notEvaluated: flags.includes(2) ? filter.notEvaluated || 'no data for what the filter reads' : '',
    options,
  };
}
