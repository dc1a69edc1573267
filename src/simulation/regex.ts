import type { Node } from '../expression/pattern-reader.ts';
import { isPatternError, readPattern } from '../expression/pattern-reader.ts';
import type { Stream } from './random.ts';

/** Characters that made-up text is written with, the plain ones first. */
const ALPHABET = Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.,@/+:;()éàçأبت',
  (character) => character.codePointAt(0) ?? 0,
);

/** Repeats without an end are written at most so many times more than they must be. */
const MORE = 3;

/** A text that a pattern (of `regex()`) matches; null for a pattern that cannot be read. Assertions are left to the caller's test. */
export function textOfPattern(pattern: string, chance: Stream): string | null {
  try {
    return written(readPattern(pattern), chance);
  } catch (error) {
    if (isPatternError(error)) return null;
    throw error;
  }
}

function written(node: Node, chance: Stream): string {
  switch (node.kind) {
    case 'character': {
      const fitting = ALPHABET.filter(node.test);
      return fitting.length === 0 ? '' : String.fromCodePoint(fitting[chance.below(fitting.length)] ?? 0);
    }
    case 'assert':
      return '';
    case 'sequence':
      return node.parts.map((part) => written(part, chance)).join('');
    case 'choice': {
      const part = node.parts[chance.below(node.parts.length)];
      return part === undefined ? '' : written(part, chance);
    }
    case 'repeat': {
      const most = Math.min(node.most, node.least + MORE);
      const times = node.least + chance.below(most - node.least + 1);
      return Array.from({ length: times }, () => written(node.part, chance)).join('');
    }
  }
}
