import { isPatternError, type Node, type Refusal, readPattern, unsupported } from './pattern-reader.ts';

/** A regular expression that matches in time linear in the text, whatever the pattern. */
export interface Pattern {
  /** True where the whole text matches, as ODK's `regex()` wants it. */
  matches(text: string): boolean;
}

/** One instruction of the machine: a character test, a fork, an assertion, or the end. */
type Instruction =
  | { readonly op: 'character'; readonly test: (code: number) => boolean }
  | { readonly op: 'fork'; readonly to: readonly number[] }
  | { readonly op: 'assert'; readonly test: (before: number, after: number) => boolean }
  | { readonly op: 'match' };

type Mutable = { op: 'fork'; to: number[] };

/** Bounded repeats are written out, so `((a{99}){99}){99}` would be a machine too large to run. */
const LARGEST = 20_000;

/** Writes the machine's instructions for a pattern (Thompson 1968). */
function assemble(whole: Node): readonly Instruction[] {
  const program: Instruction[] = [];
  let steps = 0;
  const emit = (instruction: Instruction): void => {
    program.push(instruction);
  };
  const fork = (...to: number[]): Mutable => {
    const made: Mutable = { op: 'fork', to };
    emit(made);
    return made;
  };

  function write(node: Node): void {
    steps += 1;
    if (steps > LARGEST) throw unsupported('the pattern is too large');
    if (node.kind === 'character') emit({ op: 'character', test: node.test });
    else if (node.kind === 'assert') emit({ op: 'assert', test: node.test });
    else if (node.kind === 'sequence') for (const part of node.parts) write(part);
    else if (node.kind === 'choice') writeChoice(node.parts);
    else writeRepeat(node.part, node.least, node.most);
  }

  function writeChoice(choices: readonly Node[]): void {
    const [only] = choices;
    if (only !== undefined && choices.length === 1) {
      write(only);
      return;
    }
    const entries = fork();
    const ends: Mutable[] = [];
    for (const one of choices) {
      entries.to.push(program.length);
      write(one);
      ends.push(fork());
    }
    for (const end of ends) end.to.push(program.length);
  }

  function writeRepeat(part: Node, least: number, most: number): void {
    for (let count = 0; count < least; count += 1) write(part);
    if (most === Number.POSITIVE_INFINITY) {
      const from = program.length;
      const loop = fork(from + 1);
      write(part);
      fork(from);
      loop.to.push(program.length);
      return;
    }
    const skips: Mutable[] = [];
    for (let count = least; count < most; count += 1) {
      skips.push(fork(program.length + 1));
      write(part);
    }
    for (const skip of skips) skip.to.push(program.length);
  }

  write(whole);
  emit({ op: 'match' });
  return program;
}

function run(program: readonly Instruction[], text: string): boolean {
  const seen = new Int32Array(program.length).fill(-1);
  let current: number[] = [];
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  /** Follows forks and assertions from `start`; true where the end is reached. */
  const enter = (start: number, place: number, into: number[]): boolean => {
    const waiting = [start];
    let matched = false;
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      if (seen[address] === place) continue;
      seen[address] = place;
      const instruction = program[address] as Instruction;
      if (instruction.op === 'fork') for (const to of instruction.to) waiting.push(to);
      else if (instruction.op === 'character') into.push(address);
      else if (instruction.op === 'match') matched = true;
      else if (instruction.test(codes[place - 1] ?? -1, codes[place] ?? -1)) waiting.push(address + 1);
    }
    return matched;
  };
  let matched = enter(0, 0, current);
  for (const [place, code] of codes.entries()) {
    const following: number[] = [];
    matched = false;
    for (const address of current) {
      const instruction = program[address] as Instruction;
      if (instruction.op === 'character' && instruction.test(code) && enter(address + 1, place + 1, following))
        matched = true;
    }
    current = following;
    if (current.length === 0 && !matched) return false;
  }
  return matched;
}

/**
 * Reads a regular expression as ODK clients do (Java: classes, groups, alternatives, repeats, anchors, \d \w \s \b, \p{…}, (?i)) and
 * runs it on a set of states, never by backtracking: no pattern can hang. Look-around and back references cannot be run so and are refused.
 */
export function pattern(source: string): Pattern | Refusal {
  try {
    const program = assemble(readPattern(source));
    return { matches: (text) => run(program, text) };
  } catch (error) {
    if (isPatternError(error)) return error.refusal;
    throw error;
  }
}
