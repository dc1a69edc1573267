import type { FieldType } from '../table/column.ts';
import type { Role } from './form.ts';
import { didYouMean } from './nearest.ts';

/** What the type cell of a survey row says. */
export type RowType =
  | { readonly kind: 'begin'; readonly group: 'group' | 'repeat' }
  | { readonly kind: 'end'; readonly group: 'group' | 'repeat' }
  /** A row that neither asks nor holds anything: an external file, for example. */
  | { readonly kind: 'skip' }
  | FieldRowType;

export interface FieldRowType {
  readonly kind: 'field';
  /** The XLSForm type after aliases; as written where it is unknown. */
  readonly xlsType: string;
  readonly known: boolean;
  readonly type: FieldType;
  readonly role: Role;
  readonly list: string;
  /** The file, or `${repeat}`, that choices come from; '' where they come from a list. */
  readonly choicesFrom: string;
  readonly orOther: boolean;
}

const SELECTS = spellings({
  select_one: 'select one; select one from; select1; select1 from; add select one prompt using',
  select_multiple:
    'select multiple; select multiple from; select many; select many from; select all that apply; select all that apply from; add select multiple prompt using',
  select_one_from_file: 'select one from file',
  select_multiple_from_file: 'select multiple from file',
  select_one_external: 'select one external',
  rank: 'rank; rank from',
});

const TYPES = spellings({
  text: 'text; string',
  integer: 'integer; int; percentage',
  decimal: 'decimal',
  range: 'range',
  note: 'note',
  date: 'date',
  time: 'time',
  datetime: 'datetime; date time',
  geopoint: 'geopoint; gps; location',
  geotrace: 'geotrace',
  geoshape: 'geoshape',
  acknowledge: 'acknowledge; trigger',
  calculate: 'calculate',
  hidden: 'hidden',
  image: 'image; photo; picture',
  audio: 'audio',
  video: 'video',
  file: 'file',
  barcode: 'barcode',
  osm: 'osm',
  enumerator: 'enumerator',
  calculate_here: 'calculate here',
  start: 'start; start time',
  end: 'end; end time',
  today: 'today; day of survey',
  deviceid: 'deviceid; device id; imei; uri:deviceid',
  phonenumber: 'phonenumber; phone number; uri:phonenumber',
  username: 'username; uri:username',
  email: 'email; uri:email',
  simserial: 'simserial; sim serial; sim id; uri:simserial',
  subscriberid: 'subscriberid; subscriber id; uri:subscriberid',
  audit: 'audit',
  'start-geopoint': 'start-geopoint; start geopoint',
  'background-audio': 'background-audio; background audio',
  'background-geopoint': 'background-geopoint; background geopoint',
  'text audit': 'text audit',
  'audio audit': 'audio audit',
  'speed violations count': 'speed violations count',
  'speed violations list': 'speed violations list',
  'speed violations audit': 'speed violations audit',
  comments: 'comments',
  caseid: 'caseid; case id',
  devicephonenum: 'devicephonenum',
  'sensor statistic': 'sensor statistic',
  'sensor stream': 'sensor stream',
});

const NAMES_OF_TYPES = [...new Set([...SELECTS.values(), ...TYPES.values()])];

const STORED = new Map<string, FieldType>([
  ['integer', 'integer'],
  ['decimal', 'decimal'],
  ['date', 'date'],
  ['today', 'date'],
  ['time', 'time'],
  ['datetime', 'dateTime'],
  ['start', 'dateTime'],
  ['end', 'dateTime'],
  ['geopoint', 'geopoint'],
  ['start-geopoint', 'geopoint'],
  ['background-geopoint', 'geopoint'],
  ['geotrace', 'geotrace'],
  ['geoshape', 'geoshape'],
  ['select_one', 'one'],
  ['select_one_from_file', 'one'],
  ['select_one_external', 'one'],
  ['select_multiple', 'many'],
  ['select_multiple_from_file', 'many'],
  ['rank', 'rank'],
]);

const ROLES = new Map<string, Role>([
  ['note', 'note'],
  ...['calculate', 'calculate_here', 'hidden'].map((type) => [type, 'calculation'] as const),
  ...[
    ...['start', 'end', 'today', 'deviceid', 'phonenumber', 'username', 'email', 'simserial', 'subscriberid', 'audit'],
    ...[
      'start-geopoint',
      'background-audio',
      'background-geopoint',
      'text audit',
      'audio audit',
      'speed violations count',
    ],
    ...[
      'speed violations list',
      'speed violations audit',
      'comments',
      'caseid',
      'devicephonenum',
      'sensor statistic',
      'sensor stream',
    ],
  ].map((type) => [type, 'metadata'] as const),
]);

const GROUPS = new Map<string, 'group' | 'repeat'>([
  ['group', 'group'],
  ['repeat', 'repeat'],
  ['lgroup', 'repeat'],
  ['looped group', 'repeat'],
  ['loop', 'group'],
  ['kobomatrix', 'group'],
  ['score', 'group'],
  ['rank', 'group'],
]);

const SKIPPED = new Set(['xml-external', 'csv-external', 'xml external', 'csv external']);

function spellings(table: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).flatMap(([type, all]) => all.split('; ').map((each) => [each, type] as const)));
}

/** Understands a type cell that is not blank. `parameters` decides whether a range holds whole numbers. */
export function rowType(text: string, parameters: string): RowType {
  const tokens = text.trim().split(/\s+/);
  const whole = plain(tokens);
  const bracket = /^(begin|end) (.+)$/.exec(whole);
  const group = bracket === null ? undefined : GROUPS.get(bracket[2]!.replace(/ over .*$/, ''));
  if (bracket !== null && group !== undefined) return { kind: bracket[1] === 'begin' ? 'begin' : 'end', group };
  if (SKIPPED.has(whole)) return { kind: 'skip' };
  const select = selectType(tokens);
  if (select !== null) return select;
  const asked = whole.replace(/^(?:add|get|q) /, '').replace(/ prompt$/, '');
  const xlsType = TYPES.get(whole) ?? TYPES.get(asked) ?? (tokens[0]?.toLowerCase() === 'osm' ? 'osm' : undefined);
  return {
    kind: 'field',
    xlsType: xlsType ?? text.trim(),
    known: xlsType !== undefined,
    type: xlsType === 'range' ? rangeType(parameters) : (STORED.get(xlsType ?? '') ?? 'text'),
    role: ROLES.get(xlsType ?? '') ?? 'question',
    list: '',
    choicesFrom: '',
    orOther: false,
  };
}

/** `; did you mean 'select_one'?` for a type that is unknown, or nothing where no type is near. */
export function typeMeant(text: string): string {
  const [first = ''] = text.trim().split(/\s+/);
  return didYouMean(first, NAMES_OF_TYPES) || didYouMean(text.trim(), TYPES.keys());
}

function plain(tokens: readonly string[]): string {
  return tokens.join(' ').toLowerCase().replaceAll('_', ' ');
}

/** `select_one list`, in all its spellings, the longest first; null where the type is no select. One without a list has list ''. */
function selectType(tokens: readonly string[]): FieldRowType | null {
  for (let length = tokens.length - 1; length > 0; length -= 1) {
    const xlsType = SELECTS.get(plain(tokens.slice(0, length)));
    if (xlsType !== undefined) return select(xlsType, tokens.slice(length).join(' '));
  }
  const alone = SELECTS.get(plain(tokens));
  return alone === undefined ? null : select(alone, '');
}

/** A select from what stands after its type: the list, file or repeat, and perhaps or_other. */
function select(xlsType: string, rest: string): FieldRowType {
  const source = rest.replace(/(^|\s+)(?:or_other|or other|or specify other)$/i, '');
  const elsewhere = xlsType.endsWith('_from_file') || source.startsWith('${');
  return {
    kind: 'field',
    xlsType,
    known: true,
    type: STORED.get(xlsType)!,
    role: 'question',
    list: elsewhere ? '' : source,
    choicesFrom: elsewhere ? source : '',
    orOther: source !== rest,
  };
}

/** A range is whole where its start, end and step are (0, 10 and 1 where they are not given). */
function rangeType(parameters: string): 'integer' | 'decimal' {
  const values = [...parameters.matchAll(/\b(?:start|end|step)\s*=\s*([-+.\d]+)/gi)].map((match) => Number(match[1]));
  return values.every((value) => Number.isInteger(value)) ? 'integer' : 'decimal';
}
