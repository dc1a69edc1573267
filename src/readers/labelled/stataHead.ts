/** True for the first bytes of a .dta of Stata 2 to 12: its format, its byte order, and the type of file 1. */
export function isOldStata(head: Uint8Array): boolean {
  return head[0]! >= 102 && head[0]! <= 115 && (head[1] === 1 || head[1] === 2) && head[2] === 1;
}
