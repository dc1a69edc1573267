/** A text that fits a line of a list: cut after a word at about `most` characters, with an ellipsis where it was cut. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const space = text.lastIndexOf(' ', most);
  return `${text.slice(0, space > most / 2 ? space : most).trimEnd()} …`;
}
