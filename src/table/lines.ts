/** The lines of a text in UTF-8, each as it lies: of a long list those that are wanted can be told, and only they be decoded. */
export function linesOf({ buffer, byteOffset, length }: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(buffer, byteOffset, length);
  const lines: Buffer[] = [];
  for (let from = 0, to = 0; from < length; from = to + 1) {
    const end = bytes.indexOf('\n', from);
    to = end < 0 ? length : end;
    lines.push(bytes.subarray(from, to));
  }
  return lines;
}
