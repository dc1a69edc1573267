import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { decoded } from './encoding.ts';

/** A value of JSON. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };
export type JsonRecord = { readonly [name: string]: JsonValue };

/** Names under which platforms list their submissions. */
const LISTS = ['results', 'value'];
/** Characters that one submission may have. */
const LONGEST = 1 << 26;

/**
 * The records of a JSON file one by one: of the list that it is, or of its list `results` (KoboToolbox) or `value` (OData). Memory holds one
 * record. Faults: a file that is no such list, that is cut off, or whose record is no JSON, with line and column.
 */
export async function* jsonRecords(source: Source): AsyncGenerator<JsonRecord> {
  let depth = 0;
  /** Depth of the list; 0 until it is found. */
  let list = 0;
  let done = false;
  let [inText, escaped] = [false, false];
  /** The last text at the depth of a file's own names, and the characters of the one being read. */
  let [name, text] = ['', ''];
  /** What has been read of the record so far; null between records. */
  let record: string | null = null;
  const place = { line: 1, column: 0 };
  let began = { ...place };
  for await (const piece of decoded(source, 'utf-8')) {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const char = piece.charCodeAt(at);
      if (char === 10) {
        place.line += 1;
        place.column = 0;
      } else place.column += 1;
      if (inText) {
        if (escaped) escaped = false;
        else if (char === 92) escaped = true;
        else if (char === 34) {
          inText = false;
          if (list === 0 && depth === 1) name = text;
        }
        if (list === 0 && inText && text.length < 20) text += piece[at];
        continue;
      }
      if (char === 34) {
        inText = true;
        text = '';
      } else if (char === 123 || char === 91) {
        depth += 1;
        if (list === 0 && char === 91 && (depth === 1 || (depth === 2 && LISTS.includes(name)))) list = depth;
        else if (list > 0 && depth === list + 1 && char === 123 && !done) {
          record = '';
          from = at;
          began = { ...place };
        }
      } else if (char === 125 || char === 93) {
        if (record !== null && depth === list + 1) {
          record += piece.slice(from, at + 1);
          yield parsed(record, source.path, began);
          record = null;
        }
        if (depth === list && list > 0) done = true;
        depth -= 1;
      }
    }
    if (record !== null) {
      record += piece.slice(from);
      if (record.length > LONGEST)
        throw fault(
          `${source.path}, line ${began.line}, column ${began.column}`,
          'a record begins here and does not end',
          'Download the file again',
        );
    }
  }
  if (list === 0)
    throw fault(
      source.path,
      "is JSON, but no list of submissions: it has neither 'results' nor 'value'",
      'Give what the server answers for the data of a form, or export as .xlsx or .csv',
    );
  if (depth !== 0 || inText)
    throw fault(`${source.path}, line ${place.line}`, 'the JSON is cut off', 'Download the file again');
}

function parsed(
  record: string,
  path: string,
  { line, column }: { readonly line: number; readonly column: number },
): JsonRecord {
  try {
    return JSON.parse(record) as JsonRecord;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 80) : '';
    throw fault(
      `${path}, record at line ${line}, column ${column}`,
      `is no JSON (${reason})`,
      'Download the file again',
    );
  }
}
