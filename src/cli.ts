#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError, Option } from 'commander';
import { coloursFor } from './commands/colours.ts';
import type { ExitCode, World } from './commands/world.ts';
import { openDisk } from './disk/disk.ts';
import { programAt } from './disk/program.ts';
import { isFault } from './fault.ts';

const code = dirname(fileURLToPath(import.meta.url));
const program = programAt(code);
const noColour = process.argv.includes('--no-color') || 'NO_COLOR' in process.env;

// The renderer of PNG fills some 40 MB for each picture. Its allocator gives them back each time unless it is told to keep them, and takes them
// in small pages unless it is told to take what it will need at once: either takes longer than drawing.
process.env.MIMALLOC_PURGE_DELAY ??= '-1';
process.env.MIMALLOC_ALLOW_LARGE_OS_PAGES ??= '1';
process.env.MIMALLOC_EAGER_COMMIT_DELAY ??= '0';

// A command lives for seconds, and much of what V8 makes fast meanwhile, on all cores, has then run for the last time. From Node 22 on it is
// slower to do so by itself, and has no such setting.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=600000');

// The library for .ods and .xls speaks of styles that no data depends on.
console.error = () => {};

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const world: World = {
  disk: openDisk,
  out: (text) => process.stdout.write(text),
  tell: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
  colours: coloursFor(process.stdout.isTTY === true && !noColour),
  now: () => Date.now(),
  folder: process.cwd(),
  program,
};

/** Runs a command and remembers what to exit with; the process ends by itself, so that all output is written. */
function end(work: Promise<ExitCode>): Promise<void> {
  return work.then((exit) => {
    process.exitCode = exit;
  });
}

const pipeline = new Command('pipeline')
  .description(
    'From a field-survey export and its XLSForm to checked data, indicators with sampling error, figures, tables and a report.',
  )
  .version(program.version)
  .exitOverride()
  .configureHelp({ sortSubcommands: false })
  .showSuggestionAfterError(true);

function command(name: string, summary: string, examples: readonly string[]): Command {
  return pipeline
    .command(name)
    .description(summary)
    .option('--json', 'print the result for programs')
    .option('--no-color', 'no colours')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  pipeline ${example}`).join('\n')}\n`);
}

/** A command that works on a study: the one in this folder unless --config names another. */
function studyCommand(name: string, summary: string, examples: readonly string[]): Command {
  return command(name, summary, examples)
    .addOption(
      new Option('--config <path>', 'configuration, or the folder of a study').default(
        undefined,
        'pipeline.config.json here',
      ),
    )
    .option('--quiet', 'no progress');
}

const BASELINE = 'a findings.csv of an earlier run: show for review what is new since';

const STAGES = [
  ['ingest', 'read the exports with their form into typed tables'],
  ['validate', 'check the data as received against form and rules'],
  ['clean', 'apply corrections and decisions, keep the ledger, check again'],
  ['indicators', 'estimate the indicators with their sampling error'],
  ['review', 'hold the results against the data as received, write the page for reviewers'],
  ['report', 'draw the figures, write the workbook and the report'],
] as const;

studyCommand('run', 'run all that is not up to date: from the exports to the report', [
  'run',
  'run --config my-study',
  'run --from indicators',
  'run --baseline yesterday/findings.csv',
  'run --force',
])
  .option('--from <stage>', 'first stage')
  .option('--to <stage>', 'last stage')
  .option('--force', 'also what is up to date')
  .option('--baseline <file>', BASELINE)
  .option('--strict', 'publish nothing where a direction that the prose states no longer agrees with the numbers')
  .action((options) => end(import('./commands/run.ts').then(({ run }) => run(world, options))));

for (const [stage, summary] of STAGES)
  if (stage === 'indicators') indicatorsCommand(summary);
  else stageCommand(stage, summary);

function stageCommand(stage: string, summary: string): void {
  const checks = stage === 'validate' || stage === 'clean';
  const examples = [
    stage,
    `${stage} --config my-study`,
    ...(checks ? [`${stage} --baseline yesterday/findings.csv`] : []),
    ...(stage === 'clean' ? ['clean --preview'] : []),
  ];
  const staged = studyCommand(stage, summary, examples).option('--force', 'even if it is up to date');
  if (checks) staged.option('--baseline <file>', BASELINE);
  if (stage === 'clean')
    staged.option('--preview', 'only say which indicators corrections and decisions would move; write nothing');
  if (stage === 'report') staged.option('--strict', 'fail where the prose states what the numbers do not bear out');
  staged.action((options) =>
    end(
      options.preview === true
        ? import('./commands/preview.ts').then(({ previewClean }) => previewClean(world, options))
        : import('./commands/run.ts').then(({ run }) => run(world, { ...options, from: stage, to: stage })),
    ),
  );
}

/** The stage, and what can be asked of the indicators without running it. */
function indicatorsCommand(summary: string): void {
  studyCommand('indicators', summary, [
    'indicators',
    'indicators --list',
    'indicators --explain VUL01 --lang fr',
    "indicators --of VUL01,SOP01 --where '${age} >= 35' --by milieu,illiterate",
  ])
    .option('--force', 'even if it is up to date')
    .option('--list', 'list the indicators with their values')
    .option('--explain <id>', 'say one in words: definition, base, questions, source, value')
    .option('--of <ids>', 'a cut of these indicators (a,b), printed and kept nowhere; all of them with --where or --by')
    .option('--where <condition>', "a cut of the people who meet it: '${age} >= 35'")
    .option('--by <fields>', 'a cut by these fields; several (a,b) are crossed')
    .option('--loa <file>', 'estimate a list of analyses (IMPACT): its result columns as CSV, kept nowhere')
    .option('--lang <code>', 'language of --list, --explain and cuts: fr, en, ar')
    .action((options) => end(import('./commands/indicators.ts').then(({ indicators }) => indicators(world, options))));
}

studyCommand('figures [ids...]', 'draw figures from the estimates that are there, without running anything', [
  'figures',
  'figures F03 --lang fr',
  'figures F03 --theme print-grey --width 480 --format svg,png --out for-print',
  'figures --check',
])
  .option('--lang <codes>', 'languages, such as fr,en; all of the study')
  .option('--theme <name>', 'look: ilo, plain, print-grey; that of the study')
  .option('--width <px>', 'width of the whole figure (672)')
  .option('--format <names>', 'svg, png, vl: the Vega-Lite specification (svg,png)')
  .option('--out <folder>', 'where they go; reports/figures')
  .option('--check', 'write nothing, say what is not as it would be drawn now (exit 1)')
  .action((ids, options) => end(import('./commands/figures.ts').then(({ figures }) => figures(world, ids, options))));

command('init <dir>', 'draft a study in a new folder from a form and an export', [
  'init my-study --form form.xlsx --data export.xlsx',
  'init my-study --data survey.sav',
  'init my-study --form form/ --data main.csv roster.csv --weights weight --strata stratum --psu village',
])
  .option(
    '--form <file>',
    'XLSForm workbook, or a folder with survey.csv and choices.csv; drafted from the data where none is given',
  )
  .requiredOption('--data <file...>', 'exports')
  .option('--decisions <log...>', 'cleaning logs')
  .option('--loa <file>', 'list of analyses (IMPACT) to make the indicators from; else one for each question')
  .option('--variables <file>', 'a variables.json to begin with, such as what the list of analyses composes')
  .option('--weights <column>', 'column with the sampling weights')
  .option('--strata <column>', 'column with the strata')
  .option('--psu <column>', 'column with the primary sampling units')
  .option('--population <column>', 'column with the number of units of the stratum in the population')
  .action((folder, options) => end(import('./commands/init.ts').then(({ init }) => init(world, folder, options))));

const form = pipeline.command('form').description('check a form, or write it as a workbook');
form
  .command('check <form>')
  .description('check an XLSForm: 0 clean, 1 usable with problems, 2 no form')
  .option('--json', 'print the result for programs')
  .option('--no-color', 'no colours')
  .action((file, options) =>
    end(import('./commands/form.ts').then(({ checkFormFile }) => checkFormFile(world, file, options))),
  );
form
  .command('build')
  .description('write the form of a study as the .xlsx that a Kobo or ODK server takes')
  .option('--config <path>', 'configuration, or the folder of a study')
  .option('--out <file>', 'the workbook; <form_id>.xlsx here')
  .option('--json', 'print the result for programs')
  .option('--no-color', 'no colours')
  .action((options) => end(import('./commands/formBuild.ts').then(({ buildForm }) => buildForm(world, options))));

studyCommand('simulate', 'make up an export: of the study by schemas/simulation.json, or of any form', [
  'simulate',
  'simulate --seed 2 --faults none',
  'simulate --layout odk',
  'simulate --form form.xlsx --out export.xlsx --rows 200',
  'simulate --form form.xlsx --out exports/ --layout surveycto-long',
])
  .option('--seed <number>', 'draws the sample, who answers, and where the faults are')
  .option('--rows <number>', 'people drawn (of a form alone: interviews)')
  .option(
    '--layout <name>',
    'whose export to write: kobo (unless said), kobo-labels, odk, surveycto-wide, surveycto-long, r, ona',
  )
  .option('--language <code>', 'language of the labels that kobo-labels writes (the form’s default)')
  .option('--faults <which>', 'all, or none')
  .option('--form <path>', 'a form of no study')
  .option('--out <path>', 'where its export goes')
  .action((options) => end(import('./commands/simulate.ts').then(({ simulate }) => simulate(world, options))));

command('estimate <file>', 'estimate from one file, with the sampling error of its design', [
  'estimate clean.csv --weights w --strata region --psu village --mean income --by sex',
  "estimate clean.csv --weights w --proportion owns '${age} >= 18' --where '${region} = \"North\"' --ci logit",
  'estimate schools.csv --psu district,school --fpc districts,schools --total pupils --ratio passed/pupils --explain',
  'estimate clean.csv --weights w --quantile income:0.25,0.75 --median income --json',
  'estimate clean.csv --weights w --family logistic --model "owns ~ age + factor(region, North)" --chisq sex,owns',
  'estimate clean.csv --weights w --family logistic --model "owns ~ age*sex" --ame --predict "age=30|50,sex=f|m" --vif',
  "estimate brr.csv --weights w --replicates 'rw*' --replicate-type BRR --mean height",
])
  .option('--sheet <name>', 'sheet of a workbook that has several')
  .option('--weights <column>', 'sampling weights')
  .option('--strata <columns>', 'strata; several columns (a,b) are crossed')
  .option('--psu <columns>', 'sampled units of each stage, PSUs first (a,b)')
  .option('--fpc <columns>', 'number of units in the population at each stage (a,b)')
  .option('--nest', 'PSU codes begin again in every stratum')
  .option('--lonely-psu <policy>', 'stratum with one PSU: fail, remove, certainty, adjust, average')
  .option('--replicates <pattern>', "columns of replicate weights ('rw*'), or how many bootstrap replicates to build")
  .option('--replicate-type <type>', 'JK1, JKn, BRR, Fay, bootstrap, SDR, other; without --replicates they are built')
  .option('--scale <numbers>', 'scale of the replicates: one number, or one for each')
  .option('--fay-rho <number>', "Fay's rho (0.5)")
  .option('--mse', 'replicates about the full estimate')
  .option('--margin <totals...>', 'known totals: "sex: f=512, m=488"; one post-stratifies, several rake')
  .option('--where <condition>', "domain: '${age} >= 18'; the other rows stay in the design")
  .option('--by <columns>', 'breakdown; several columns (a,b) are crossed')
  .option('--level <share>', 'confidence level (0.95)')
  .option('--ci <method>', 'interval of proportions: beta, logit (xlogit), wilson, asin, likelihood, mean')
  .option('--mean <columns...>', 'weighted means')
  .option('--total <columns...>', 'weighted totals; 1 is the size of the population')
  .option('--proportion <columns...>', 'shares of every level, or of where a condition holds')
  .option('--ratio <a/b...>', 'ratios of totals')
  .option('--quantile <column:shares...>', 'quantiles: income:0.25,0.75')
  .option('--median <columns...>', 'medians')
  .option('--model <formula...>', 'regression: "y ~ a + b", a:b, a*b, factor(a, reference)')
  .option('--family <name>', 'linear, logistic, poisson, ordinal')
  .option('--ame', 'average marginal effects of the model')
  .option('--predict <settings...>', 'predictions of the model: "age=30|40,sex=f"; the rest as people are')
  .option('--vif', 'variance inflation of its terms (also in --json and --explain)')
  .option('--chisq <a,b...>', 'tests of independence')
  .option('--explain', 'print design, formulas and references')
  .action((file, options) =>
    end(import('./commands/estimate.ts').then(({ estimate }) => estimate(world, file, options))),
  );

studyCommand('audit', 'prove that the outputs follow from the inputs: data + ledger = clean, estimates computed anew', [
  'audit',
  'audit --json',
  'audit --bundle review.zip',
  'audit --bundle review.zip --with-data',
  'audit review.zip',
])
  .argument('[bundle]', 'a bundle to verify, on any machine')
  .option('--bundle <file>', 'also write a bundle for a reviewer: form, schemas, decisions, ledger, outputs, hashes')
  .option('--with-data', 'with the exports and files that columns are joined from (they hold direct identifiers)')
  .action((bundle, options) => end(import('./commands/audit.ts').then(({ audit }) => audit(world, bundle, options))));

command('diff-data <raw> <clean>', 'compare any two datasets by key, cell by cell', [
  'diff-data raw.xlsx clean.csv --form form.xlsx',
  'diff-data raw.xlsx clean.csv --form form.xlsx --as-decisions cleaning_log.csv',
  'diff-data before.csv after.csv --key hhid',
])
  .option('--form <file>', 'their XLSForm: read as a study reads them, rosters too, and compared by meaning')
  .option('--key <column>', 'column that tells rows apart; _uuid, KEY … are known')
  .option('--as-decisions <file>', 'write what leads from the first to the second as a cleaning log (CSV)')
  .action((raw, clean, options) =>
    end(import('./commands/diffData.ts').then(({ diffData }) => diffData(world, raw, clean, options))),
  );

studyCommand(
  'why',
  'explain one cell: where it was read, its state and cause, findings, decisions, changes, what uses it',
  [
    'why e6413ac7-be68-477b-a430-437d03f7c20e age',
    "why 'a4fd5c5b-82a3-41b6-a99c-181bfac2777d/campaign[3]' camp_months",
  ],
)
  .argument('<key>', 'key of the row: the first column of data-clean/<table>.csv')
  .argument('<field>', 'name of the question')
  .option('--table <name>', 'table of the row; that of the question unless said')
  .option('--raw', 'read the cell’s text from its file, however large that is')
  .action((key, field, options) => end(import('./commands/why.ts').then(({ why }) => why(world, key, field, options))));

studyCommand('trace', 'explain a published number: base, rows, missing answers, what changes did to it', [
  'trace REC01',
  'trace REC01 --where sex=female',
  "trace 'REC01|sex=female' --keys rows.csv",
])
  .argument('<estimate>', 'key of the estimate as published: ID[/stat][:item][|field=level]')
  .option('--where <domain>', 'the breakdown: sex=female')
  .option('--keys <file>', 'write the keys of its rows, and what each adds')
  .action((key, options) => end(import('./commands/trace.ts').then(({ trace }) => trace(world, key, options))));

studyCommand('diff', 'compare two runs: inputs, outputs, rules, rows, estimates that moved beyond their interval', [
  'diff previous last',
  'diff 3 7',
  'diff review-may.zip last',
])
  .argument('<a>', 'number of a run in .pipeline/runs/, previous, last, or a bundle')
  .argument('<b>', 'the later one')
  .action((a, b, options) => end(import('./commands/diff.ts').then(({ diff }) => diff(world, a, b, options))));

studyCommand('status', 'say which stages are up to date', ['status', 'status --why'])
  .option('--why', 'and what made the others stale')
  .option('--notes', 'and what is legal in the expressions of the study but may not be meant')
  .action((options) => end(import('./commands/status.ts').then(({ status }) => status(world, options))));

pipeline.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (isFault(error)) {
    const line = `${coloursFor(world.terminal && !noColour).red('error:')} ${error.message}\n`;
    process.stderr.write(`${world.terminal ? '\r\u001b[2K' : ''}${line}`);
    if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ exit: 2, fault: error.message })}\n`);
    process.exitCode = 2;
  } else throw error;
});
