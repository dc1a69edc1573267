import { readFileSync, writeFileSync } from 'node:fs';
import { bySize, clustered, simple, stratified } from './coverage/samples.ts';
import { type Findings, METHODS, type Scenario, study } from './coverage/study.ts';

const ONE = { villages: 1000, strata: 1, share: 0.3, icc: 0 };
const RARE = { ...ONE, share: 0.02 };

const SCENARIOS: readonly Scenario[] = [
  { name: 'simple random, n = 200', making: ONE, draw: simple(200) },
  {
    name: '4 strata, n = 30 to 120, weights 1 to 4',
    making: { ...ONE, strata: 4 },
    draw: stratified(30, [1, 2, 3, 4]),
  },
  { name: '30 villages × 12, ICC 0.05', making: { ...ONE, icc: 0.05 }, draw: clustered(1, 30, 12) },
  { name: '30 villages × 12, ICC 0.30', making: { ...ONE, icc: 0.3 }, draw: clustered(1, 30, 12) },
  {
    name: '20 strata × 2 villages × 10, ICC 0.10',
    making: { ...ONE, strata: 20, icc: 0.1 },
    draw: clustered(20, 2, 10),
  },
  { name: '8 villages × 30, ICC 0.10', making: { ...ONE, icc: 0.1 }, draw: clustered(1, 8, 30), model: true },
  {
    name: '3 strata × 2 villages × 40, ICC 0.10',
    making: { ...ONE, strata: 3, icc: 0.1 },
    draw: clustered(3, 2, 40),
    model: true,
  },
  { name: 'share 2 %, simple random, n = 200', making: RARE, draw: simple(200) },
  { name: 'share 2 %, 30 villages × 12, ICC 0.10', making: { ...RARE, icc: 0.1 }, draw: clustered(1, 30, 12) },
  { name: 'weights by size (CV 0.9), n = 200', making: ONE, draw: bySize(200) },
  { name: 'weights by size, share 2 %, n = 200', making: RARE, draw: bySize(200) },
];

const HEAD = [
  'design',
  'df',
  'SE of the share',
  ...METHODS.map((method) => (method === 'mean' ? 'share: t' : `share: ${method}`)),
  'nobody',
  'SE of the mean',
  'mean: t',
  'median: Woodruff',
  'slope: t',
  'slope: Bell–McCaffrey',
];

const percent = (value: number | undefined): string => (value === undefined ? '' : `${(100 * value).toFixed(1)}`);
const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(100 * value).toFixed(1)}`;

function rowOf({ name, df, covered, seOfShare, seOfMean, certain }: Findings): string[] {
  const shares = METHODS.map((method) => percent(covered.get(method)));
  const others = ['t', 'woodruff', 'slope', 'small'].map((method) => percent(covered.get(method)));
  return [name, String(df), signed(seOfShare), ...shares, percent(certain), signed(seOfMean), ...others];
}

const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** `coverage [samples] [--write FILE]`: prints the table; with --write puts it between the marks of a document. */
function main(args: readonly string[]): void {
  const at = args.indexOf('--write');
  const file = at < 0 ? undefined : args[at + 1];
  const samples = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 2000);
  const lines = [lineOf(HEAD), lineOf(HEAD.map((_, k) => (k === 0 ? '---' : '--:')))];
  for (const [k, scenario] of SCENARIOS.entries()) {
    const started = performance.now();
    lines.push(lineOf(rowOf(study(scenario, samples, 1000 + k))));
    process.stderr.write(`${scenario.name}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
  if (file === undefined) return;
  const text = readFileSync(file, 'utf8');
  const marked = /(<!-- coverage -->\n)[\s\S]*(\n<!-- end of coverage -->)/;
  if (!marked.test(text)) throw new Error(`${file} has no marks <!-- coverage --> and <!-- end of coverage -->`);
  writeFileSync(
    file,
    text.replace(marked, (_, head: string, tail: string) => `${head}${lines.join('\n')}${tail}`),
  );
}

main(process.argv.slice(2));
