/** True for the ways in which a form says yes: `required`, `disabled`, `allow_choice_duplicates`. */
export function saysYes(text: string): boolean {
  return ['yes', 'true', 'true()', '1'].includes(text.trim().toLowerCase());
}

/** True for the ways in which a form says no, and for a blank cell. */
export function saysNo(text: string): boolean {
  return ['', 'no', 'false', 'false()', '0'].includes(text.trim().toLowerCase());
}

/** A cell of a survey sheet as a condition: what a spreadsheet or a person writes for true and false is what the form converters read. */
export function conditionOf(text: string): string {
  if (/^(?:yes|true)$/i.test(text)) return 'true()';
  return /^(?:no|false)$/i.test(text) ? 'false()' : text;
}
