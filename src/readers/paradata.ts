import type { Form } from '../form/form.ts';
import type { Paradata } from '../table/paradata.ts';
import { PAUSE } from '../table/paradata.ts';
import type { RawSheet } from '../table/source.ts';
import { cellAt } from '../table/textRow.ts';

const KEY_COLUMNS = ['instance id', 'instance_id', 'instanceid', 'uuid', '_uuid', 'key'];

/** True for the header of an audit log with the key of its submissions. */
export function isAuditHeader(header: readonly string[]): boolean {
  const names = header.map((name) => name.trim().toLowerCase());
  return ['event', 'node', 'start', 'end'].every((name) => names.includes(name)) && keyPlace(names) >= 0;
}

function keyPlace(names: readonly string[]): number {
  return KEY_COLUMNS.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
}

interface Open {
  minutes: number;
  first: number;
  last: number;
  pauses: number;
  paused: number;
  resumes: number;
  changes: number;
  after: number;
  finalized: number;
}

/**
 * Times from audit logs (ODK Collect and its kin: event, node, start, end in milliseconds since 1970), rows of an interview in the order of
 * their events. Who, where, and what was answered stay in the log.
 */
export async function paradataOf(sheets: readonly RawSheet[], form: Form): Promise<Paradata> {
  const interviews = new Map<string, Open>();
  const questions = new Map<string, { key: string; field: string; seconds: number; visits: number; changes: number }>();
  const rosters = new Set(form.tables.map(({ name }) => name));
  for (const sheet of sheets) {
    const names = sheet.header.map((name) => name.trim().toLowerCase());
    const [keyAt, eventAt, nodeAt, startAt, endAt] = [
      keyPlace(names),
      ...['event', 'node', 'start', 'end'].map((name) => names.indexOf(name)),
    ];
    const [oldAt, newAt] = [names.indexOf('old-value'), names.indexOf('new-value')];
    for await (const batch of sheet.rows())
      for (const row of batch) {
        const cell = (at: number | undefined) => cellAt(row, at ?? -1).trim();
        const key = cell(keyAt).replace(/^uuid:/, '');
        const [event, node] = [cell(eventAt), cell(nodeAt)];
        const start = Number(cell(startAt) || Number.NaN);
        const end = Number(cell(endAt) || Number.NaN);
        if (key === '' || Number.isNaN(start)) continue;
        const own = interviews.get(key) ?? newInterview(start);
        interviews.set(key, own);
        const gap = (start - own.last) / 60_000;
        if (gap >= PAUSE) {
          own.pauses += 1;
          own.paused += gap;
        }
        own.first = Math.min(own.first, start);
        own.last = Math.max(own.last, Number.isNaN(end) ? start : end);
        if (event === 'form resume') own.resumes += 1;
        if (event === 'form finalize') own.finalized = Math.min(own.finalized, start);
        if (node === '' || !(end >= start)) continue;
        const changed = cell(newAt) !== '' && cell(oldAt) !== '' && cell(newAt) !== cell(oldAt);
        own.minutes += (end - start) / 60_000;
        if (changed) own.changes += 1;
        if (start > own.finalized) own.after += 1;
        const asked = placeOf(node, rosters);
        const question = { key: `${key}${asked.row}`, field: asked.field };
        const id = `${question.key}\u001f${question.field}`;
        const times = questions.get(id) ?? { ...question, seconds: 0, visits: 0, changes: 0 };
        times.seconds += (end - start) / 1000;
        times.visits += 1;
        if (changed) times.changes += 1;
        questions.set(id, times);
      }
  }
  return {
    interviews: [...interviews].map(([key, own]) => ({
      key,
      minutes: rounded(own.minutes),
      elapsed: rounded((own.last - own.first) / 60_000),
      pauses: own.pauses,
      paused: rounded(own.paused),
      resumes: own.resumes,
      changes: own.changes,
      after: own.after,
    })),
    questions: [...questions.values()].map((times) => ({ ...times, seconds: rounded(times.seconds) })),
  };
}

function newInterview(start: number): Open {
  return {
    minutes: 0,
    first: start,
    last: start,
    pauses: 0,
    paused: 0,
    resumes: 0,
    changes: 0,
    after: 0,
    finalized: Number.POSITIVE_INFINITY,
  };
}

/** The question of a node such as `/data/group/member[2]/age`, and the roster row within the interview: `/member[2]`, '' for none. */
function placeOf(node: string, rosters: ReadonlySet<string>): { readonly field: string; readonly row: string } {
  const parts = node.split('/').slice(2);
  const last = (parts.pop() ?? node).replace(/\[\d+\]$/, '');
  const rows = parts.flatMap((part) => {
    const [, name = '', at = ''] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
    return rosters.has(name) ? [`/${name}[${at}]`] : [];
  });
  return { field: last, row: rows.join('') };
}

function rounded(x: number): number {
  return Math.round(x * 1000) / 1000;
}
