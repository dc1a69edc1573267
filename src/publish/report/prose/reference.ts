import { fault } from '../../../fault.ts';
import { type DomainPart, estimateKey } from '../../../table/estimate.ts';

/** What of an estimate a reference asks for. */
export const ATTRIBUTES = ['value', 'ci', 'low', 'high', 'se', 'n', 'units', 'df', 'deff', 'p', 'q', 'level'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** `ID[/stat][:item][.attribute][|field=level[&field=level]]`, read; the attribute is told from a dot in an id when ids are known. */
export interface Reference {
  /** As written, attribute included. */
  readonly written: string;
  /** Before the domain, as written. */
  readonly head: string;
  readonly domain: readonly DomainPart[];
}

/** Two levels of one field, of the same number. */
export interface Comparison {
  /** `ID[/stat][:item]`. */
  readonly of: string;
  readonly field: string;
  readonly level: string;
  readonly against: string;
}

/** A reference whose id is known: which number, and what of it. */
export interface Meant {
  readonly id: string;
  readonly stat: string;
  readonly item: string;
  readonly attribute: Attribute | '';
  readonly domain: readonly DomainPart[];
}

/** Indicator of the gaps that a report compares; their item is the key of what is compared. */
export const CONTRAST = 'contrast';

/** The key of the gap between two levels: `contrast:ENT01|wafira=1-0`. */
export function contrastKey({ of, field, level, against }: Comparison): string {
  return estimateKey(CONTRAST, '', of, [{ field, level: `${level}-${against}` }]);
}

export function parseReference(written: string, place: string): Reference {
  const [head = '', domain = '', more] = written.split('|');
  const parts = domain === '' ? [] : domain.split('&').map((part) => part.split('='));
  const wrong = more !== undefined || parts.some((part) => part.length !== 2 || part.includes(''));
  if (!/^[A-Za-z0-9_]\S*$/.test(head) || wrong || (domain === '' && written.includes('|')))
    throw fault(place, `{{${written}}} is no reference`, 'Write it as SOP01, SOP01.ci or SOP01.ci|sex=female');
  return {
    written,
    head,
    domain: parts.map(([field = '', level = '']) => ({ field: decoded(field), level: decoded(level) })),
  };
}

/** `ENT01 wafira=1 vs 0`, or `ENT01|wafira=1 than ENT01|wafira=0`; null where it is neither. */
export function parseComparison(text: string, place: string): Comparison | null {
  const match = /^([^\s|]+)[\s|]+([^\s=|]+)=(\S+)\s+(?:vs|than)\s+(?:(?:([^\s|]+)\|)?([^\s=|]+)=)?(\S+)$/.exec(text);
  if (match === null) return null;
  const [, of = '', field = '', level = '', otherOf = of, otherField = field, against = ''] = match;
  if (otherOf !== of || otherField !== field)
    throw fault(place, `'${text}' compares two different things`, 'Compare one number between two levels of one field');
  return { of, field: decoded(field), level: decoded(level), against: decoded(against) };
}

/** Tells id, statistic, item and attribute apart; null where no id of `ids` begins the reference. */
export function meant({ head, domain }: Reference, ids: ReadonlySet<string>): Meant | null {
  const at = head.lastIndexOf('.');
  const last = head.slice(at + 1);
  const attribute = at > 0 && isAttribute(last) && !ids.has(head) ? last : '';
  const rest = attribute === '' ? head : head.slice(0, at);
  const [, id = '', stat = '', item = ''] = /^([^/:]+)(?:\/([^:]*))?(?::(.*))?$/.exec(rest) ?? [];
  return ids.has(decoded(id)) ? { id: decoded(id), stat, item: decoded(item), attribute, domain } : null;
}

export function isAttribute(text: string): text is Attribute {
  return (ATTRIBUTES as readonly string[]).includes(text);
}

/** The id that a reference seems to name, for a message. */
export function idOf({ head }: Reference): string {
  return decoded(head.split(/[/:]/)[0] ?? head);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
