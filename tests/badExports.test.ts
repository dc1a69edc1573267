import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { run } from '../src/commands/run.ts';
import { textCell, workbookBytes } from './readers/workbookBytes.ts';
import { temporaryFolder, testWorld } from './world.ts';

/** What a field team really sends, and what it is told: one message with the place, the fault and the remedy, and no output. */
const example = new URL('./cases/roster', import.meta.url).pathname;
const main = readFileSync(join(example, 'data-raw/main.csv'), 'utf8');
const member = readFileSync(join(example, 'data-raw/member.csv'), 'utf8');

/** The interviews with one more column. */
function withColumn(header: string, cell: string): string {
  return main
    .trim()
    .split('\n')
    .map((line, row) => `${line.trim()},${row === 0 ? header : cell}`)
    .join('\n');
}

function workbookOf(csv: string): Uint8Array {
  const rows = csv
    .trim()
    .split('\n')
    .map((line, row) => {
      const cells = line
        .split(',')
        .map((cell, at) => textCell(`${String.fromCharCode(65 + at)}${row + 1}`, cell.trim()));
      return `<row r="${row + 1}">${cells.join('')}</row>`;
    });
  return workbookBytes({ rows: rows.join('') });
}

/** A zip whose one member is `size` noughts, packed a thousand times smaller. */
function bomb(name: string, size: number): Uint8Array {
  const packed = deflateRawSync(new Uint8Array(size), { level: 9 });
  const small = zipSync({ [name]: [new Uint8Array(1), { level: 0 }] });
  // The stored byte gives way to the packed ones; sizes are in the local header and in the directory.
  const bytes = Buffer.from(small);
  const data = 30 + name.length;
  const made = Buffer.concat([bytes.subarray(0, data), packed, bytes.subarray(data + 1)]);
  const directory = data + packed.length;
  for (const [method, sizes] of [
    [8, 18],
    [directory + 10, directory + 20],
  ] as const) {
    made.writeUInt16LE(8, method);
    made.writeUInt32LE(packed.length, sizes);
    made.writeUInt32LE(size, sizes + 4);
  }
  made.writeUInt32LE(directory, made.length - 22 + 16);
  return made;
}

/** An archive whose members are marked as locked by a password. */
function locked(zip: Uint8Array): Uint8Array {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1))
    bytes[at + 8] = 1;
  return bytes;
}

type Files = Readonly<Record<string, string | Uint8Array | 'a folder'>>;

const interviews = workbookOf(main);
const archive = zipSync({ 'form.csv': strToU8(main), 'form-member.csv': strToU8(member) });

const given: readonly (readonly [name: string, files: Files])[] = [
  ['a workbook that is cut off', { 'x.xlsx': interviews.subarray(0, interviews.length >> 1) }],
  ['an archive that is cut off', { 'x.zip': archive.subarray(0, archive.length >> 1) }],
  ['an .xls that is cut off', { 'x.xls': Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0]) }],
  ['a zip bomb', { 'x.zip': bomb('data.csv', 100e6) }],
  [
    'an .ods whose content is a bomb',
    {
      'x.ods': zipSync({
        mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
        'content.xml': [new Uint8Array(100e6), { level: 9 }],
      }),
    },
  ],
  [
    'a quote that swallows the rest of a large file',
    { 'main.csv': `${main}"${'a,b\n'.repeat(2_200_000)}`, 'member.csv': member },
  ],
  [
    '20,000 columns',
    {
      'main.csv': withColumn(
        Array.from({ length: 20_000 }, (_, at) => `c${at}`).join(','),
        Array.from({ length: 20_000 }, () => '1').join(','),
      ),
    },
  ],
  [
    'two encodings in one file',
    {
      'main.csv': Buffer.concat([
        iconv.encode(main.replace('key-2', 'clé-2'), 'utf8'),
        iconv.encode('2026,été\n', 'win1252'),
      ]),
    },
  ],
  ['two columns of one name that differ', { 'main.csv': withColumn('household/size', '17'), 'member.csv': member }],
  ['two option columns of one name', { 'main.csv': withColumn('household/goods/radio', '0'), 'member.csv': member }],
  ['two columns of keys', { 'main.csv': withColumn('_uuid', 'x'), 'member.csv': member }],
  ['two columns of weights', { 'main.csv': withColumn('weight', '3'), 'member.csv': member }],
  ['a roster alone', { 'member.csv': member }],
  [
    'a roster without columns that link it',
    {
      'main.csv': main,
      'member.csv': member
        .trim()
        .split('\n')
        .map((line) => line.split(',').slice(0, 3).join(','))
        .join('\n'),
    },
  ],
  [
    'a roster of other interviews',
    {
      'main.csv': main,
      'member.csv': member.replaceAll('key-', 'other-').replace(/,main,(\d+)/g, (_, row: string) => `,main,9${row}`),
    },
  ],
  ['a key that most rows share', { 'main.csv': main.replace(/key-\d+/g, 'key-1'), 'member.csv': member }],
  ['an export of another survey', { 'main.csv': 'plot,crop,yield\n1,maize,4\n2,wheat,5\n' }],
  [
    'entities in a workbook',
    {
      'x.xlsx': workbookBytes({
        more: {
          'xl/sharedStrings.xml':
            '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>',
        },
      }),
    },
  ],
  [
    'entities in an .ods',
    {
      'x.ods': zipSync({
        mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
        'content.xml': strToU8('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
      }),
    },
  ],
  ['an empty file', { 'main.csv': '' }],
  ['blank lines', { 'main.csv': '\n \n' }],
  ['a folder', { 'main.csv': 'a folder' }],
  ['a header alone', { 'main.csv': `${main.split('\n')[0]}\n` }],
  ['an archive with a password', { 'x.zip': locked(archive) }],
  ['a table of HTML named .xls', { 'x.xls': '<html><body><table><tr><td>uuid</td></tr></table></body></html>' }],
  ['a page to log in', { 'main.csv': '<!DOCTYPE html><html><head><title>Log in</title></head></html>' }],
  [
    'a document of Word',
    { 'x.xlsx': zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<w/>') }) },
  ],
  ['titles above the header', { 'main.csv': `Household survey 2026\n\n${main}`, 'member.csv': member }],
  ['JSON that is cut off', { 'x.json': '{"results": [{"_uuid": "a", "household/size": "3"' }],
  ['an answer of the server that refuses', { 'x.json': '{"detail": "Authentication credentials were not provided."}' }],
];

test.each(given)('%s', { timeout: 60_000 }, async (name, files) => {
  const folder = temporaryFolder();
  try {
    for (const part of ['pipeline.config.json', 'schemas'])
      cpSync(join(example, part), join(folder, part), { recursive: true });
    const config = join(folder, 'pipeline.config.json');
    const before = JSON.parse(readFileSync(config, 'utf8'));
    before.sources[0].files = Object.keys(files).map((file) => `data-raw/${file}`);
    writeFileSync(config, JSON.stringify(before));
    for (const [file, content] of Object.entries(files)) {
      const path = join(folder, 'data-raw', file);
      mkdirSync(content === 'a folder' ? path : dirname(path), { recursive: true });
      if (content !== 'a folder') writeFileSync(path, content);
    }
    const told = await run(testWorld(folder), { quiet: true }).then(
      () => 'no fault',
      (error: Error) => {
        expect(error.name, error.stack).toBe('Fault');
        return error.message;
      },
    );
    expect(told.replaceAll(`${folder}/`, '')).toMatchSnapshot(name);
    for (const output of ['data-clean', 'reports', '.pipeline/lock'])
      expect(existsSync(join(folder, output))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
