import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decoded, detectEncoding } from '../../src/readers/encoding.ts';
import { sourceOf } from './source.ts';

async function textOf(bytes: Uint8Array, size: number): Promise<{ name: string; text: string; nuls: number }> {
  const source = sourceOf('x.csv', bytes, size);
  const { name, nuls } = await detectEncoding(source);
  let text = '';
  for await (const piece of decoded(source, name)) text += piece;
  return { name, text, nuls };
}

describe('detectEncoding', () => {
  const arabic = 'المنطقة,العمر\nبيروت,ثلاثون\n';
  const french = 'région,âge\nNoël,déjà vu\n';
  test.each<[string, Uint8Array, string, string]>([
    ['plain ASCII', iconv.encode('a,b\n', 'utf8'), 'utf-8', 'a,b\n'],
    ['UTF-8', iconv.encode(`${arabic}😀`, 'utf8'), 'utf-8', `${arabic}😀`],
    ['UTF-8 with its mark', iconv.encode(french, 'utf8', { addBOM: true }), 'utf-8', french],
    ['UTF-16 LE with its mark', iconv.encode(arabic, 'utf16le', { addBOM: true }), 'utf-16le', arabic],
    ['UTF-16 BE with its mark', iconv.encode(arabic, 'utf16be', { addBOM: true }), 'utf-16be', arabic],
    ['UTF-16 LE without', iconv.encode('region,age\n', 'utf16le'), 'utf-16le', 'region,age\n'],
    ['UTF-16 BE without', iconv.encode('region,age\n', 'utf16be'), 'utf-16be', 'region,age\n'],
    ['Windows-1252', iconv.encode(`${french}“€”`, 'win1252'), 'windows-1252', `${french}“€”`],
    ['Windows-1256', iconv.encode(arabic, 'win1256'), 'windows-1256', arabic],
    ['nothing at all', new Uint8Array(0), 'utf-8', ''],
  ])('%s, however it is cut', async (_, bytes, name, text) => {
    for (const size of [1, 3, 1000]) expect(await textOf(bytes, size)).toEqual({ name, text, nuls: 0 });
  });

  test('counts and leaves out NULs', async () => {
    const bytes = new TextEncoder().encode('a,b and more\n1\u0000,2 and so on\n');
    expect(await textOf(bytes, 4)).toEqual({ name: 'utf-8', text: 'a,b and more\n1,2 and so on\n', nuls: 1 });
  });

  test('refuses Windows-1256 with words of UTF-8, and not a comma behind a letter', async () => {
    const page = iconv.encode(`${arabic.repeat(5)}شرط، مع؛ عرض\n`, 'win1256');
    expect((await detectEncoding(sourceOf('x.csv', page))).name).toBe('windows-1256');
    const mixed = Buffer.concat([page, iconv.encode('الرباط\n', 'utf8')]);
    await expect(detectEncoding(sourceOf('x.csv', mixed))).rejects.toThrow(
      'x.csv, line 12: a letter is written as in UTF-8, while most of the file is Windows-1256',
    );
  });

  test('refuses a file that mixes UTF-8 and one-byte letters', async () => {
    const bytes = Buffer.concat([iconv.encode('région\nété\n', 'utf8'), iconv.encode('Noël\n', 'win1252')]);
    await expect(detectEncoding(sourceOf('x.csv', bytes))).rejects.toThrow(
      'x.csv, line 3: byte 0xEB is not UTF-8, while the rest of the file is. The file mixes encodings: save it as UTF-8 from the program that made it',
    );
  });

  test('refuses a file of Windows-1252 with a letter of UTF-8 in it', async () => {
    const bytes = Buffer.concat([
      iconv.encode('a\nété à Fès\n', 'win1252'),
      iconv.encode('clé\n', 'utf8'),
      iconv.encode('où\n', 'win1252'),
    ]);
    await expect(detectEncoding(sourceOf('x.csv', bytes, 4))).rejects.toThrow(
      'x.csv, line 3: a letter is written as in UTF-8, while most of the file is Windows-1252',
    );
  });

  test('French capitals before a closing quote are no letter of UTF-8', async () => {
    const bytes = iconv.encode('a\nété à Fès, où la clé\n«\u00a0SANTÉ\u00a0»\n', 'win1252');
    expect((await detectEncoding(sourceOf('x.csv', bytes, 4))).name).toBe('windows-1252');
  });

  test('refuses a file whose mark says UTF-8 and whose bytes do not', async () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), iconv.encode('Noël\n', 'win1252')]);
    await expect(detectEncoding(sourceOf('x.csv', bytes))).rejects.toThrow('while the file says that it is');
  });
});
