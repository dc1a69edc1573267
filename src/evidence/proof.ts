/** One place where what was published is not what the evidence gives. */
export interface Difference {
  /** Path from the study's folder. */
  readonly file: string;
  /** Row of the file, from 1; 0 where the difference is of the file. */
  readonly row: number;
  /** The cell, as people find it: key and column. */
  readonly cell: string;
  readonly message: string;
}

/** What the audit holds: each thing that must be so. */
export type ProofId =
  | 'inputs'
  | 'outputs'
  | 'ledger'
  | 'cells'
  | 'rows'
  | 'decisions'
  | 'form'
  | 'account'
  | 'estimates'
  | 'suppression';

/** One thing that was held against the evidence, and where it did not hold. */
export interface Proof {
  readonly id: ProofId;
  /** What is so where there is no difference. */
  readonly claim: string;
  /** How many of what were looked at. */
  readonly examined: number;
  readonly of: string;
  /** All differences; of many, `differences` has the first. */
  readonly count: number;
  readonly differences: readonly Difference[];
  /** What of the claim could not be looked at, and why; '' where all was. */
  readonly unproven: string;
}

/** A proof while it is made. */
export interface Proving {
  /** Counts what was looked at. */
  look(count?: number): void;
  differ(file: string, row: number, cell: string, message: string): void;
  /** Says what cannot be looked at. */
  lack(why: string): void;
  done(): Proof;
}

/** Differences of one proof that are told one by one. */
const MOST_TOLD = 20;

/** Begins a proof. */
export function proving(id: ProofId, claim: string, of: string): Proving {
  let examined = 0;
  let count = 0;
  let unproven = '';
  const differences: Difference[] = [];
  return {
    look(more = 1) {
      examined += more;
    },
    differ(file, row, cell, message) {
      count += 1;
      if (differences.length < MOST_TOLD) differences.push({ file, row, cell, message });
    },
    lack(why) {
      unproven = unproven === '' ? why : `${unproven}; ${why}`;
    },
    done: () => ({ id, claim, examined, of, count, differences, unproven }),
  };
}
