import iconv from 'iconv-lite';

/** Puts fields after one another in either byte order. */
export function fieldWriter(big: boolean, encoding: string) {
  const parts: Buffer[] = [];
  let length = 0;
  const put = (bytes: Buffer): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  const number = (size: number, write: (bytes: Buffer) => void): void => {
    const bytes = Buffer.alloc(size);
    write(bytes);
    put(bytes);
  };
  return {
    put,
    encode: (text: string) => iconv.encode(text, encoding),
    u8: (value: number) => put(Buffer.from([value & 0xff])),
    u16: (value: number) => number(2, (b) => (big ? b.writeUInt16BE(value) : b.writeUInt16LE(value))),
    i32: (value: number) => number(4, (b) => (big ? b.writeInt32BE(value | 0) : b.writeInt32LE(value | 0))),
    u64: (value: number) =>
      number(8, (b) => (big ? b.writeBigUInt64BE(BigInt(value)) : b.writeBigUInt64LE(BigInt(value)))),
    f64: (value: number) => number(8, (b) => (big ? b.writeDoubleBE(value) : b.writeDoubleLE(value))),
    f32: (value: number) => number(4, (b) => (big ? b.writeFloatBE(value) : b.writeFloatLE(value))),
    /** Text in a field of `size` bytes, the rest filled with `fill`. */
    text(value: string, size: number, fill = 0) {
      const bytes = Buffer.alloc(size, fill);
      iconv.encode(value, encoding).copy(bytes);
      put(bytes);
    },
    length: () => length,
    bytes: () => Buffer.concat(parts),
  };
}
