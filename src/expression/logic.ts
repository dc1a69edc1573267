import {
  EMPTY,
  KNOWN,
  type NumberVector,
  stepOf,
  type TextVector,
  type TruthVector,
  toNumbers,
  toTexts,
  UNKNOWN,
  type Vector,
} from './vector.ts';

/** Kleene's « and »: false where one side is false, else unknown where one is unknown. */
export function and(left: TruthVector, right: TruthVector, rows: number): TruthVector {
  const step = stepOf([left, right]);
  const values = new Uint8Array(step === 1 ? rows : 1);
  const { values: ofLeft, step: byLeft } = left;
  const { values: ofRight, step: byRight } = right;
  for (let row = 0; row < values.length; row += 1) {
    const a = ofLeft[row * byLeft]!;
    const b = ofRight[row * byRight]!;
    values[row] = a === 0 || b === 0 ? 0 : a === 2 || b === 2 ? 2 : 1;
  }
  return { type: 'boolean', values, step };
}

/** Kleene's « or »: true where one side is true, else unknown where one is unknown. */
export function or(left: TruthVector, right: TruthVector, rows: number): TruthVector {
  const step = stepOf([left, right]);
  const values = new Uint8Array(step === 1 ? rows : 1);
  const { values: ofLeft, step: byLeft } = left;
  const { values: ofRight, step: byRight } = right;
  for (let row = 0; row < values.length; row += 1) {
    const a = ofLeft[row * byLeft]!;
    const b = ofRight[row * byRight]!;
    values[row] = a === 1 || b === 1 ? 1 : a === 2 || b === 2 ? 2 : 0;
  }
  return { type: 'boolean', values, step };
}

/** Negation; the negation of unknown is unknown. */
export function not(vector: TruthVector): TruthVector {
  return { type: 'boolean', values: vector.values.map((value) => (value === 2 ? 2 : 1 - value)), step: vector.step };
}

/** 1 where a value is known and not '', else 0. */
export function present(vector: Vector): TruthVector {
  const rows = vector.type === 'text' ? vector.codes.length : vector.values.length;
  const values = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    if (vector.type === 'boolean') values[row] = vector.values[row] === 2 ? 0 : 1;
    else if (vector.marks !== null && vector.marks[row] !== KNOWN) values[row] = 0;
    else values[row] = vector.type === 'text' && vector.texts[vector.codes[row] as number] === '' ? 0 : 1;
  }
  return { type: 'boolean', values, step: vector.step };
}

const isNothing = (vector: Vector): boolean =>
  vector.type === 'text' && vector.step === 0 && vector.marks === null && vector.texts[vector.codes[0] ?? 0] === '';

function chooseTruth(condition: TruthVector, yes: TruthVector, no: TruthVector, rows: number): TruthVector {
  const step = stepOf([condition, yes, no]);
  const values = new Uint8Array(step === 1 ? rows : 1);
  for (let row = 0; row < values.length; row += 1) {
    const test = condition.values[row * condition.step] as number;
    const branch = test === 1 ? yes : no;
    values[row] = test === 2 ? 2 : (branch.values[row * branch.step] as number);
  }
  return { type: 'boolean', values, step };
}

/** '' as a number, whatever the row. */
const isNone = ({ marks, step }: NumberVector): boolean => step === 0 && marks?.[0] === EMPTY;

function chooseNumber(condition: TruthVector, yes: NumberVector, no: NumberVector, rows: number): NumberVector {
  const step = stepOf([condition, yes, no]);
  const values = new Float64Array(step === 1 ? rows : 1);
  const sort = yes.sort === no.sort || isNone(no) ? yes.sort : isNone(yes) ? no.sort : 'number';
  const offsets = yes.offsets === undefined && no.offsets === undefined ? undefined : new Int16Array(values.length);
  const { values: tests, step: ofTest } = condition;
  const { values: yesValues, marks: yesMarks, step: ofYes } = yes;
  const { values: noValues, marks: noMarks, step: ofNo } = no;
  if (offsets === undefined && yesMarks === null && noMarks === null && !tests.includes(2)) {
    for (let row = 0; row < values.length; row += 1)
      values[row] = tests[row * ofTest] === 1 ? yesValues[row * ofYes]! : noValues[row * ofNo]!;
    return { type: 'number', sort, values, marks: null, step };
  }
  const marks = new Uint8Array(values.length);
  let marked = false;
  for (let row = 0; row < values.length; row += 1) {
    const test = tests[row * ofTest] as number;
    const taken = test === 1;
    const at = row * (taken ? ofYes : ofNo);
    const branchMarks = taken ? yesMarks : noMarks;
    const mark = test === 2 ? UNKNOWN : branchMarks === null ? KNOWN : (branchMarks[at] as number);
    values[row] = mark === KNOWN ? ((taken ? yesValues : noValues)[at] as number) : Number.NaN;
    if (offsets !== undefined) offsets[row] = (taken ? yes : no).offsets?.[at] ?? 0;
    marks[row] = mark;
    if (mark !== KNOWN) marked = true;
  }
  return {
    type: 'number',
    sort,
    values,
    marks: marked ? marks : null,
    step,
    ...(offsets === undefined ? {} : { offsets }),
  };
}

function chooseText(condition: TruthVector, yes: TextVector, no: TextVector, rows: number): TextVector {
  const step = stepOf([condition, yes, no]);
  const codes = new Uint32Array(step === 1 ? rows : 1);
  const marks = new Uint8Array(codes.length);
  const texts = yes.texts.concat(no.texts);
  let marked = false;
  for (let row = 0; row < codes.length; row += 1) {
    const test = condition.values[row * condition.step] as number;
    const branch = test === 1 ? yes : no;
    const at = row * branch.step;
    const unknown = test === 2 || (branch.marks !== null && branch.marks[at] !== KNOWN);
    codes[row] = (branch.codes[at] as number) + (branch === no && branch !== yes ? yes.texts.length : 0);
    marks[row] = unknown ? UNKNOWN : KNOWN;
    if (unknown) marked = true;
  }
  return { type: 'text', codes, texts, marks: marked ? marks : null, step };
}

/** `yes` where the condition is true, `no` where it is false, unknown where it is unknown; the branch not taken does not count. */
export function choose(condition: TruthVector, yes: Vector, no: Vector, rows: number): Vector {
  if (yes.type === 'boolean' && no.type === 'boolean') return chooseTruth(condition, yes, no, rows);
  const numeric = (vector: Vector): boolean => vector.type !== 'text' || isNothing(vector);
  if ((yes.type === 'number' && numeric(no)) || (no.type === 'number' && numeric(yes))) {
    return chooseNumber(condition, toNumbers(yes), toNumbers(no), rows);
  }
  return chooseText(condition, toTexts(yes), toTexts(no), rows);
}
