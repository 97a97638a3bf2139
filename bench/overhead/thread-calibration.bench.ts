import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, profile, test } from 'vitest-llm-bench'
import { overheadSize } from '../support/overhead-size.ts'
import { pairedRatio, shown } from '../support/paired.ts'
import type { CalibrationRound } from '../support/thread-calibration.ts'

const rounds = Math.max(2, Math.round(8 * overheadSize()))
/** The chosen number is slower than the best fixed one by no more than this. */
const most = 1.1

// Calibrated threads against every fixed number: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('thread calibration', () => {
  test.for([
    ['synthetic:micro@Q4_0', 96],
    ['synthetic:smollm2-135m@Q4_0', 48],
    ['synthetic:tinyllama-1.1b@Q4_0', 16],
  ] as const)('of %s, against answers of %i tokens', async ([spec, tokens]) => {
    const child = fileURLToPath(new URL('../support/thread-calibration.ts', import.meta.url))
    const { stdout } = await execa(process.execPath, [child, spec, String(rounds), String(tokens)])
    const measured = JSON.parse(stdout) as CalibrationRound[]
    // One number for all rounds: the best of each by itself would be its luckiest.
    const best = bestOf(measured)
    const ratio = pairedRatio(
      measured.map(({ chosen, fixed }) => [timeWith(fixed, chosen), timeWith(fixed, best)] as const),
    )
    const mean = (of: (round: CalibrationRound) => number): number =>
      measured.reduce((sum, round) => sum + of(round), 0) / measured.length
    process.stdout.write(
      [
        '',
        `${spec}: calibrated / best fixed number of threads, time a token`,
        `  ${shown(ratio, 3)}; chosen ${measured.map(({ chosen }) => chosen).join(' ')}, best ${best}`,
        `  ms a token: ${(measured[0]?.fixed ?? [])
          .map(({ threads }) => `${threads}: ${mean(({ fixed }) => timeWith(fixed, threads)).toFixed(2)}`)
          .join(', ')}; a calibration took ${mean(({ ms }) => ms).toFixed(0)} ms`,
        '',
      ].join('\n'),
    )
    if (overheadSize() === 1) expect(ratio.point).toBeLessThan(most)
  })
})

function bestOf(measured: readonly CalibrationRound[]): number {
  const threads = measured[0]?.fixed.map((trial) => trial.threads) ?? []
  const total = (number: number): number =>
    measured.reduce((sum, { fixed }) => sum + Math.log(timeWith(fixed, number)), 0)
  return threads.toSorted((one, other) => total(one) - total(other))[0] ?? 1
}

function timeWith(fixed: CalibrationRound['fixed'], threads: number): number {
  return fixed.find((trial) => trial.threads === threads)?.msPerToken ?? Number.NaN
}
