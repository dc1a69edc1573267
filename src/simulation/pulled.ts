import { parse } from '../expression/parse.ts';
import { pulledName } from '../expression/pulled.ts';
import type { Tree } from '../expression/tree.ts';
import { isFault } from '../fault.ts';

/** A `pulldata()` that is all of a calculation, alone or inside `number()`: which cell it reads, by a field or by a fixed key. */
export interface Pull {
  readonly file: string;
  readonly column: string;
  readonly keyColumn: string;
  readonly key: { readonly field: string } | { readonly text: string };
}

/** The pull that a calculation consists of; null for any other calculation. */
export function pullOf(calculation: string): Pull | null {
  if (!calculation.includes('pulldata')) return null;
  let tree: Tree;
  try {
    ({ tree } = parse(calculation, 'calculation'));
  } catch (error) {
    if (isFault(error)) return null;
    throw error;
  }
  if (tree.kind === 'call' && tree.name === 'number' && tree.args.length === 1) tree = tree.args[0] ?? tree;
  if (tree.kind !== 'call' || tree.name !== 'pulldata') return null;
  const [file, column, keyColumn, key] = tree.args;
  if (file?.kind !== 'text' || column?.kind !== 'text' || keyColumn?.kind !== 'text') return null;
  const base = { file: pulledName(file.value), column: column.value, keyColumn: keyColumn.value };
  if (key?.kind === 'text') return { ...base, key: { text: key.value } };
  return key?.kind === 'field' ? { ...base, key: { field: key.name } } : null;
}
