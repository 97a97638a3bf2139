import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { now } from '../../src/clock.ts'
import { describe, expect, profile, test } from 'vitest-llm-bench'
import { pairedRatio, shown } from '../support/paired.ts'

const probes = fileURLToPath(new URL('../support/machine-probes.ts', import.meta.url))
const pairs = 20

// What asking the machine costs: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('machine probes', () => {
  test.runIf(process.platform === 'linux')(
    'all probes of a fresh process against the start of one Node process',
    () => {
      const askedMs = (): number => {
        const said = execFileSync(process.execPath, ['--no-warnings', probes], { encoding: 'utf8' })
        return (JSON.parse(said) as { askedMs: number }).askedMs
      }
      const startMs = (): number => {
        const began = now()
        execFileSync(process.execPath, ['-e', '0'])
        return now() - began
      }
      askedMs()
      startMs()
      const times: [number, number][] = []
      for (let pair = 0; pair < pairs; pair++) {
        // ABBA: whatever drifts falls on both.
        const first = pair % 2 === 0 ? askedMs() : Number.NaN
        const start = startMs()
        times.push([Number.isNaN(first) ? askedMs() : first, start])
      }
      const ratio = pairedRatio(times)
      process.stdout.write(`\nprobes of the machine / start of a Node process: ${shown(ratio, 2)}\n`)
      expect(ratio.high).toBeLessThanOrEqual(1)
    },
  )
})
