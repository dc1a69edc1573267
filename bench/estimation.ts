import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { estimateAll } from './estimation/estimate.ts';
import { readPeerData } from './estimation/peers.ts';

/** The peers' generator and scripts, beside the project: bench/dist/bench/estimation.js is four folders down. */
const PEERS = fileURLToPath(new URL('../../../../shared/peers', import.meta.url));
const SIZES = [5_000, 100_000, 1_000_000];
/** R's survey is measured up to this many rows: at more it takes many minutes. */
const MOST_FOR_SURVEY = 5_000;

/** Seconds of the estimates stage of a peer's R script, without the stages after it; null where R or a package is missing. */
function peerSeconds(script: string, data: string, folder: string): number | null {
  const whole = readFileSync(join(PEERS, script), 'utf8');
  const cut = join(folder, script);
  writeFileSync(cut, `${whole.slice(0, whole.indexOf('stage("estimates")'))}stage("estimates")\n`);
  try {
    const said = execFileSync('Rscript', [cut, data, join(folder, 'out')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/STAGE estimates ([\d.]+)/.exec(said)?.[1] ?? Number.NaN);
  } catch {
    return null;
  }
}

const shown = (seconds: number | null): string => (seconds === null ? 'not installed' : `${seconds.toFixed(2)} s`);

/** `estimation [rows …]`: 60 indicators × (everybody + 6 breakdowns) by this library and by the peers' R scripts. */
async function main(args: readonly string[]): Promise<void> {
  if (!existsSync(join(PEERS, 'gen.mjs'))) {
    process.stdout.write(`skipped: the peers' generator is not in ${PEERS}\n`);
    return;
  }
  const sizes = args.length > 0 ? args.map(Number) : SIZES;
  const folder = mkdtempSync(join(tmpdir(), 'estimation-'));
  try {
    for (const rows of sizes) {
      const file = join(folder, `${rows}.csv`);
      execFileSync(process.execPath, [join(PEERS, 'gen.mjs'), String(rows), file]);
      const data = await readPeerData(file, rows);
      for (const [kind, clustered] of [
        ['PSUs', true],
        ['every row a unit', false],
      ] as const) {
        const { seconds, estimates, bytes, checksum } = estimateAll(data, clustered);
        process.stdout.write(
          `${rows} rows, ${kind}: ${seconds.toFixed(3)} s, ${estimates} estimates, ${(bytes / 1e6).toFixed(0)} MB beyond the data (sum ${checksum.toPrecision(12)})\n`,
        );
      }
      process.stdout.write(`${rows} rows, data.table script: ${shown(peerSeconds('peer_dt.R', file, folder))}\n`);
      if (rows <= MOST_FOR_SURVEY)
        process.stdout.write(`${rows} rows, R survey script: ${shown(peerSeconds('peer_survey.R', file, folder))}\n`);
      rmSync(file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
