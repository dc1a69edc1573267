import { difference, isOnFooting } from './oracle/compare.ts';
import { type Outcome, passed, runCases, runClassical, worst } from './oracle/run.ts';

/**
 * Holds the survey library against a folder of reference values laid out like the oracle (cases.json, classical.json and
 * their data): `oracle <folder> [--failures] [quantity …]`. Prints for each quantity its cases, how many agree and the
 * worst relative difference among those that do, how many numbers it compared and how many of them were put on R's footing
 * first (docs/decisions/0003); then `N passed, N failed`. Every number of a case is compared. Exit 1 where one failed.
 */
function main(args: readonly string[]): void {
  const [folder, ...only] = args.filter((arg) => !arg.startsWith('--'));
  if (folder === undefined) throw new Error('usage: oracle <folder> [--failures] [quantity …]');
  const wanted = only.length > 0 ? only : undefined;
  const outcomes = [...runCases(folder, wanted), ...runClassical(folder, wanted)];
  if (outcomes.length === 0) throw new Error(`${folder} has no cases: neither cases.json nor classical.json has any`);
  print("quantity                 cases  agreed  worst agreeing difference    numbers  on R's footing");
  for (const quantity of [...new Set(outcomes.map((outcome) => outcome.quantity))].sort()) {
    const of = outcomes.filter((outcome) => outcome.quantity === quantity);
    const good = of.filter(passed);
    const gap = good.flatMap(({ checks }) => checks).reduce((most, check) => Math.max(most, difference(check)), 0);
    const counts = `${String(of.length).padStart(5)} ${String(good.length).padStart(7)}`;
    const checks = of.flatMap((outcome) => outcome.checks);
    const numbers = `${String(checks.length).padStart(9)}  ${String(checks.filter(isOnFooting).length).padStart(14)}`;
    print(`${quantity.padEnd(24)} ${counts}  ${gap.toExponential(1).padStart(25)}  ${numbers}`);
  }
  const all = outcomes.flatMap(({ checks }) => checks);
  print(
    `${all.length} numbers compared, ${all.filter(isOnFooting).length} of them on R's footing (docs/decisions/0003)`,
  );
  const failed = outcomes.filter((outcome) => !passed(outcome));
  if (args.includes('--failures')) for (const outcome of failed) print(describe(outcome));
  print(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function describe(outcome: Outcome): string {
  const { id, quantity, error } = outcome;
  if (error !== null) return `${id} ${quantity}: ${error}`;
  const check = worst(outcome)!;
  return `${id} ${quantity}: ${check.what} ours ${check.ours} theirs ${check.theirs}`;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
