/** The same bytes as a Buffer, which finds and decodes what a plain array cannot; nothing is copied. */
export function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
