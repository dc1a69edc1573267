/** What the audit log tells of one interview. Times are minutes. */
export interface InterviewTimes {
  readonly key: string;
  /** Sum over the screens that were shown, from opening to leaving. */
  readonly minutes: number;
  /** From the first event to the last. */
  readonly elapsed: number;
  /** Gaps of `PAUSE` minutes or more between two events, and their sum. */
  readonly pauses: number;
  readonly paused: number;
  /** How often the form was opened again. */
  readonly resumes: number;
  /** Answers that were changed after they had been given, where the log keeps values. */
  readonly changes: number;
  /** Screens shown after the form had been finalized. */
  readonly after: number;
}

/** What the audit log tells of one question in one interview, or in one row of a roster. */
export interface QuestionTimes {
  /** Key of the interview or roster row. */
  readonly key: string;
  readonly field: string;
  readonly seconds: number;
  /** How often it was shown. */
  readonly visits: number;
  readonly changes: number;
}

export interface Paradata {
  readonly interviews: readonly InterviewTimes[];
  readonly questions: readonly QuestionTimes[];
}

/** Where no audit log was read. */
export const NO_PARADATA: Paradata = { interviews: [], questions: [] };

/** Minutes without an event that make a pause. */
export const PAUSE = 5;
