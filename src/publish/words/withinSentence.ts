/** A title as it stands within a sentence: « tableau 2.1 ». */
export function withinSentence(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
