import { readFileSync } from 'node:fs';

/** CPU seconds of the processes that this one has waited for, from the kernel's account of it (clock ticks of 10 ms); on Linux. */
export function childSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
