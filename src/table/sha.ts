import { createHash } from 'node:crypto';

/** SHA-256 of bytes or text, in hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of text in base 64, as the policies of web pages name a script. */
export function sha256Base64(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** The first 12 hex digits of the SHA-256 of parts joined by U+001F: the short ids of findings, changes and decisions. */
export function shortId(...parts: readonly string[]): string {
  return sha256(parts.join('\u001f')).slice(0, 12);
}
