import { createHash } from 'node:crypto';

/** SHA-256 of bytes or text, in hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The first 12 hex digits of the SHA-256 of parts joined by U+001F: the short ids of findings, changes and decisions. */
export function shortId(...parts: readonly string[]): string {
  return sha256(parts.join('\u001f')).slice(0, 12);
}
