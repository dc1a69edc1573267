import { MAIN } from '../table/table.ts';
import { type Bed, free, isWhole, type Planted, set } from './bed.ts';
import { copied } from './interviews.ts';
import type { FaultsProfile } from './profile.ts';
import { stream } from './random.ts';
import { uuid } from './uuid.ts';

/** Interviews of an enumerator who invents answers: nearly always the same, and quickly done. */
export function fabricate(
  bed: Bed,
  { field, enumerator, minutes, answers }: NonNullable<FaultsProfile['fabricated']>,
): Planted[] {
  const [start, end] = ['start', 'end'].map(
    (type) => bed.form.fields.find(({ xlsType }) => xlsType === type)?.name ?? '',
  );
  return bed.interviews
    .filter(
      (interview) => interview.cells.get(field) === enumerator && isWhole(bed, interview) && !bed.taken.has(interview),
    )
    .flatMap((interview, at) => {
      bed.taken.add(interview);
      const chance = stream(bed.seed, 'fabricated', at);
      const changed = Object.entries(answers)
        .filter(
          ([name, value]) =>
            (interview.cells.get(name) ?? '') !== '' && interview.cells.get(name) !== value && chance.next() < 0.95,
        )
        .map(([name, value]) => set('fabricated', interview, name, value));
      const began = Date.parse(interview.cells.get(start ?? '') ?? '');
      const offset = /[+-]\d{2}:\d{2}$/.exec(interview.cells.get(start ?? '') ?? '')?.[0] ?? '+00:00';
      if (end !== undefined && end !== '' && !Number.isNaN(began)) {
        const sign = offset.startsWith('-') ? -1 : 1;
        const shift = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))) * 60_000;
        const at = began + shift + Math.round(60_000 * (minutes + 2 * chance.next()));
        changed.push(set('fabricated', interview, end, `${new Date(at).toISOString().slice(0, 23)}${offset}`));
      }
      return changed;
    });
}

/** Two campaigns of one year that together take longer than the year. */
export function overlapping(
  bed: Bed,
  { count, roster, year, months, values }: NonNullable<FaultsProfile['overlap']>,
): Planted[] {
  const spotted = free(bed, 'overlap', MAIN)
    .filter(({ interview }) => (interview.below.get(roster)?.length ?? 0) >= 2)
    .slice(0, count);
  return spotted.flatMap(({ interview }) => {
    bed.taken.add(interview);
    const [first, second] = interview.below.get(roster) ?? [];
    if (first === undefined || second === undefined) return [];
    const same = first.cells.get(year) ?? '';
    return [
      ...(second.cells.get(year) === same ? [] : [set('overlap', second, year, same)]),
      set('overlap', first, months, values[0]),
      set('overlap', second, months, values[1]),
    ];
  });
}

/** Copies under a new uuid, sent a day later, with some answers of another person. */
export function nearCopies(bed: Bed, { count, fields }: NonNullable<FaultsProfile['nearDuplicate']>): Planted[] {
  const all = free(bed, 'nearDuplicate', MAIN);
  return all.slice(0, count).flatMap(({ interview }, at) => {
    const copy = copied(interview, uuid(`${bed.seed}/copy/${interview.key}`));
    copy.submitted = later(copy.submitted);
    bed.taken.add(interview);
    bed.taken.add(copy);
    bed.interviews.push(copy);
    const donor = all[count + at]?.interview;
    const changes = fields.flatMap((field) => {
      const value = donor?.cells.get(field) ?? '';
      const now = copy.cells.get(field) ?? '';
      return value === '' || now === '' || now === value ? [] : [set('nearDuplicate', copy, field, value)];
    });
    return [
      {
        kind: 'nearDuplicate' as const,
        table: MAIN,
        key: copy.key,
        field: '',
        trueValue: interview.key,
        plantedValue: copy.key,
      },
      ...changes,
    ];
  });
}

function later(submitted: string): string {
  return new Date(Date.parse(`${submitted}Z`) + 93_600_000).toISOString().slice(0, 19);
}

/** Test interviews: copies of real ones under a code and enumerator of their own. */
export function tests(bed: Bed, { count, answers }: NonNullable<FaultsProfile['testInterview']>): Planted[] {
  return free(bed, 'testInterview', MAIN)
    .slice(0, count)
    .map(({ interview }, at) => {
      const test = copied(interview, uuid(`${bed.seed}/test/${at}`));
      for (const [name, value] of Object.entries(answers)) test.cells.set(name, value);
      bed.interviews.push(test);
      bed.taken.add(test);
      return { kind: 'testInterview', table: MAIN, key: test.key, field: '', trueValue: '', plantedValue: test.key };
    });
}

/** Interviews with an earlier version of the form, which lacked some questions. */
export function outdated(
  bed: Bed,
  { count, version, lacks }: NonNullable<FaultsProfile['outdatedVersion']>,
): Planted[] {
  return free(bed, 'outdatedVersion', MAIN)
    .slice(0, count)
    .flatMap(({ interview }) => {
      bed.taken.add(interview);
      const before = interview.version;
      interview.version = version;
      const emptied = lacks
        .filter((field) => (interview.cells.get(field) ?? '') !== '')
        .map((field) => set('outdatedVersion', interview, field, ''));
      return [
        {
          kind: 'outdatedVersion' as const,
          table: MAIN,
          key: interview.key,
          field: '__version__',
          trueValue: before,
          plantedValue: version,
        },
        ...emptied,
      ];
    });
}

/** Whole interviews sent twice. */
export function exactCopies(bed: Bed, count: number): Planted[] {
  return free(bed, 'exactDuplicate', MAIN)
    .slice(0, count)
    .map(({ interview }) => {
      bed.taken.add(interview);
      bed.interviews.push(copied(interview, interview.key));
      return {
        kind: 'exactDuplicate',
        table: MAIN,
        key: interview.key,
        field: '',
        trueValue: interview.key,
        plantedValue: interview.key,
      };
    });
}
