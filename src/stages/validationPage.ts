import type { MeasureName } from '../checks/enumerators/measures.ts';
import { MEASURES } from '../checks/enumerators/measures.ts';
import { profiles } from '../checks/enumerators/profile.ts';
import type { MapPoint } from '../publish/report/coverageMap.ts';
import type { DayCount } from '../publish/report/dayChart.ts';
import type { FilterChoice, FilterName } from '../publish/report/filters.ts';
import { FILTER_SCRIPT, FILTER_STYLE } from '../publish/report/filters.ts';
import type { CheckLine, FindingLine, FindingsContent, GroupLine } from '../publish/report/findingsPanel.ts';
import { findingsPanel } from '../publish/report/findingsPanel.ts';
import { panelsPage } from '../publish/report/panels.ts';
import type { MeasureColumn, ProfileRow } from '../publish/report/profiles.ts';
import type { Words } from '../publish/words/words.ts';
import type { Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import type { Finding, Level } from '../table/finding.ts';
import { sha256Base64 } from '../table/sha.ts';
import { keyAt, mainTable } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import type { Checked, Interview } from './checked.ts';
import { interviewKey, interviewsOf, toLookAt } from './checked.ts';
import type { GroupTotal } from './checkedTotals.ts';
import { byEnumerator, totalsBy } from './checkedTotals.ts';
import { countOpen, INGEST } from './findings.ts';
import { checkKindWords, checkWords, issueIn } from './issues.ts';
import { reviewPaths, told } from './review.ts';
import { LEVEL_WORDS, STATUS_WORDS, wordingsOf } from './reviewLog.ts';
import type { Made } from './stage.ts';

/** Findings that the page lists, and groups of one kind that it shows. */
const MOST_LISTED = 500;
const MOST_GROUPS = 60;

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

const encoder = new TextEncoder();

/** `reports/validation.html`: how the checks went and what they found, in every language of the study. */
export const validationFile: Made<Checked> = {
  name: 'validation',
  encode: (checked, study) => new Map([['reports/validation.html', encoder.encode(validationPage(checked, study))]]),
};

/** The page of findings: one panel a language, its list filtered by a small script of its own. */
export function validationPage(checked: Checked, study: Study): string {
  const findings = toLookAt(checked);
  const interviews = interviewsOf(study, checked.data);
  const people = profileRows(study, checked);
  const panels = study.languages.map((language, at) => {
    const { words } = wordsOf(study, language);
    const content = contentOf(study, checked, findings, interviews, people, reviewPaths(study)[at] ?? '', words);
    return {
      words,
      title: words.phrase('validation'),
      lines: [words.title, ...told(checked, findings.length, words)],
      body: findingsPanel(content, words),
    };
  });
  const script = { text: FILTER_SCRIPT, style: FILTER_STYLE, hash: sha256Base64(FILTER_SCRIPT) };
  return panelsPage(panels, study.simulated, script);
}

function contentOf(
  study: Study,
  checked: Checked,
  findings: readonly Finding[],
  interviews: ReadonlyMap<string, Interview>,
  people: readonly ProfileRow[],
  review: string,
  words: Words,
): FindingsContent {
  const by = (of: (interview: Interview) => string) =>
    totalsBy(new Map([...interviews].map(([key, interview]) => [key, of(interview)])), findings);
  const lines = (totals: readonly GroupTotal[], label: (name: string) => string): readonly GroupLine[] =>
    totals.map(({ name, frequent, ...rest }) => ({
      ...rest,
      name: name === '' ? '' : label(name),
      frequent: frequent.map(([check, count]) => `${check} (${words.number(count, 'count')})`).join(', '),
    }));
  const { strata, psu } = study.config.design;
  const skipped = checked.outcomes.filter(({ status }) => status === 'skipped').length;
  const listed = LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level)).slice(0, MOST_LISTED);
  const points = pointsOf(study, checked, findings);
  const place = (name: string | undefined, title: string, of: (interview: Interview) => string) =>
    name === undefined
      ? []
      : [{ title, groups: fewest(lines(by(of), (code) => words.level(name, code))) }].filter(
          ({ groups }) => groups.length > 1,
        );
  return {
    open: countOpen(findings),
    interviews: interviews.size,
    run: checked.outcomes.length - skipped,
    skipped,
    checks: checkLines(study, checked, findings, words),
    enumerators: lines(byEnumerator(study, checked.data, findings), (name) =>
      words.level(study.config.enumerator ?? '', name),
    ),
    measures: MEASURES.map((name) => ({ title: words.phrase(`profile_${name}`), format: FORMATS[name] ?? 'percent' })),
    profiles: people.map(({ name, ...row }) => ({ ...row, name: words.level(study.config.enumerator ?? '', name) })),
    days: dayCounts(interviews, findings),
    byDay: lines(
      by(({ day }) => day),
      (day) => words.day(day),
    ),
    places: [
      ...place(strata, words.phrase('validationStratum'), ({ stratum }) => stratum),
      ...place(psu, words.phrase('validationCluster'), ({ cluster }) => cluster),
    ],
    points,
    pointless: interviews.size - points.length,
    findings: findingLines(study, listed, interviews, words),
    left: findings.length - listed.length,
    filters: filtersOf(study, listed, interviews, words),
    review,
  };
}

/** How the measures of a profile are written; the others are shares. */
const FORMATS: Readonly<Partial<Record<MeasureName, MeasureColumn['format']>>> = {
  minutes: 'decimal1',
  spread: 'decimal2',
};

/** The profile of each enumerator; none where the study names no enumerator. */
function profileRows(study: Study, { data, paradata }: Checked): readonly ProfileRow[] {
  const { enumerator, design } = study.config;
  if (enumerator === undefined) return [];
  const columns = { enumerator, area: design.strata, cluster: design.psu };
  return profiles(data, study.form, study.names, columns, paradata).map(({ enumerator: name, ...profile }) => ({
    name,
    interviews: profile.interviews,
    days: profile.workdays.days,
    most: profile.workdays.most,
    hours: profile.workdays.hours,
    measures: MEASURES.map((measure) => profile.measures[measure]),
  }));
}

/** Of many groups those with most errors and warnings, in the order that they came. */
function fewest(groups: readonly GroupLine[]): readonly GroupLine[] {
  if (groups.length <= MOST_GROUPS) return groups;
  const weight = ({ levels }: GroupLine) => levels.error * 1e6 + levels.warning * 1e3 + levels.note;
  const kept = new Set([...groups].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_GROUPS));
  return groups.filter((group) => kept.has(group));
}

function checkLines(
  study: Study,
  { outcomes }: Checked,
  findings: readonly Finding[],
  words: Words,
): readonly CheckLine[] {
  const open = new Map<string, number>();
  for (const { check } of findings) open.set(check, (open.get(check) ?? 0) + 1);
  const intake = findings.filter(({ kind }) => kind === INGEST);
  const known = outcomes.map(({ check, kind, level, status, why, failed, notJudged }) => ({
    id: check,
    title: checkWords(study, check, kind, words),
    level: words.phrase(LEVEL_WORDS[level]),
    outcome: status === 'run' ? words.phrase('validationRun') : words.phrase('validationSkipped', { why }),
    failed,
    notJudged,
    open: open.get(check) ?? 0,
  }));
  if (intake.length === 0) return known;
  const worst = LEVELS.find((level) => intake.some((finding) => finding.level === level)) ?? 'note';
  const read: CheckLine = {
    id: INGEST,
    title: checkKindWords(INGEST, words),
    level: words.phrase(LEVEL_WORDS[worst]),
    outcome: words.phrase('validationRun'),
    failed: intake.length,
    notJudged: 0,
    open: intake.length,
  };
  return [read, ...known];
}

/** The columns of the sample's strata, which a finding's place is told by. */
function placeOf(study: Study, interview: Interview | undefined): { readonly code: string; readonly field: string } {
  const { strata, psu } = study.config.design;
  if (strata !== undefined) return { code: interview?.stratum ?? '', field: strata };
  return { code: interview?.cluster ?? '', field: psu ?? '' };
}

function findingLines(
  study: Study,
  findings: readonly Finding[],
  interviews: ReadonlyMap<string, Interview>,
  words: Words,
): readonly FindingLine[] {
  const wordings = wordingsOf(study, words);
  return findings.map((finding) => {
    const interview = interviews.get(interviewKey(finding.key));
    const { day = '' } = interview ?? {};
    const label = finding.value === '' || finding.field === '' ? '' : words.level(finding.field, finding.value);
    return {
      level: finding.level,
      filters: {
        level: finding.level,
        check: finding.check,
        enumerator: finding.enumerator,
        day,
        place: placeOf(study, interview).code,
      },
      where: [finding.key, finding.enumerator, day],
      question: [finding.field, wordings.get(finding.field) ?? ''],
      value: [finding.value, label === finding.value ? '' : label],
      issue: [issueIn(study, finding, words), finding.status === 'expired' ? words.phrase(STATUS_WORDS.expired) : ''],
    };
  });
}

function filtersOf(
  study: Study,
  findings: readonly Finding[],
  interviews: ReadonlyMap<string, Interview>,
  words: Words,
): Readonly<Record<FilterName, readonly FilterChoice[]>> {
  const unknown = words.phrase('notKnown');
  const choices = (values: readonly string[], label: (value: string) => string): readonly FilterChoice[] =>
    [...new Set(values)].sort().map((value) => [value, value === '' ? unknown : label(value)]);
  const around = findings.map(({ key }) => interviews.get(interviewKey(key)));
  const { field } = placeOf(study, undefined);
  return {
    level: LEVELS.filter((level) => findings.some((finding) => finding.level === level)).map((level) => [
      level,
      words.phrase(LEVEL_WORDS[level]),
    ]),
    check: choices(
      findings.map(({ check }) => check),
      (check) => check,
    ),
    enumerator: choices(
      findings.map(({ enumerator }) => enumerator),
      (name) => words.level(study.config.enumerator ?? '', name),
    ),
    day: choices(
      around.map((interview) => interview?.day ?? ''),
      (day) => words.day(day),
    ),
    place: choices(
      around.map((interview) => placeOf(study, interview).code),
      (code) => words.level(field, code),
    ),
  };
}

/** Interviews by day in order, and how many of them have an error or a warning. */
function dayCounts(interviews: ReadonlyMap<string, Interview>, findings: readonly Finding[]): readonly DayCount[] {
  const found = new Set(findings.flatMap(({ key, level }) => (level === 'note' ? [] : [interviewKey(key)])));
  const days = new Map<string, { interviews: number; found: number }>();
  for (const [key, { day }] of interviews) {
    const own = days.get(day) ?? { interviews: 0, found: 0 };
    own.interviews += 1;
    if (found.has(key)) own.found += 1;
    days.set(day, own);
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, counts]) => ({ day, ...counts }));
}

/** The first geopoint of the form that has answers and is no direct identifier, as points on a map. */
function pointsOf(study: Study, { data }: Checked, findings: readonly Finding[]): readonly MapPoint[] {
  const main = mainTable(data);
  const worst = new Map<string, Level>();
  for (const { key, level } of findings) {
    const interview = interviewKey(key);
    const before = worst.get(interview);
    if (before === undefined || LEVELS.indexOf(level) < LEVELS.indexOf(before)) worst.set(interview, level);
  }
  for (const { name, type } of study.form.fields) {
    const column = main.columns.get(name);
    if (type !== 'geopoint' || column === undefined || study.direct.has(name)) continue;
    const points: MapPoint[] = [];
    for (let row = 0; row < main.rows; row += 1) {
      const [latitude = Number.NaN, longitude = Number.NaN] = cleanText(column, row).trim().split(/\s+/).map(Number);
      if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0))
        points.push({ latitude, longitude, level: worst.get(keyAt(main, row)) ?? 'none' });
    }
    if (points.length > 0) return points;
  }
  return [];
}
