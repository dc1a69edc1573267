import { unzipSync, zipSync } from 'fflate';

/** The day that every entry of the package bears: a zip has no earlier one. */
const EPOCH = new Date(1980, 0, 1);

/**
 * A Word package without a clock: its properties bear the day of the report, its entries the first day of the format, in the order of their
 * names but for the list of types, which comes first. PNG are stored as they are.
 */
export function sameBytes(bytes: Uint8Array, date: string): Uint8Array {
  const files = unzipSync(bytes);
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const core = files['docProps/core.xml'];
  if (core !== undefined) {
    const stamped = decoder.decode(core).replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, `${date}T00:00:00Z`);
    files['docProps/core.xml'] = encoder.encode(stamped);
  }
  const first = '[Content_Types].xml';
  const names = Object.keys(files).sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1));
  return zipSync(
    Object.fromEntries(
      names.map((name) => [name, [files[name] ?? new Uint8Array(), { level: name.endsWith('.png') ? 0 : 6 }] as const]),
    ),
    { mtime: EPOCH },
  );
}
