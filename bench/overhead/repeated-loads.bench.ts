import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, profile, test } from 'vitest-llm-bench'
import { steadyMemory } from '../../src/broker/steady-memory.ts'
import { overheadSize } from '../support/overhead-size.ts'

const loads = Math.max(10, Math.round(50 * overheadSize()))
/** Anonymous memory after the last load is above that after the fifth by no more than this share of the model. */
const most = 0.05

// Loads and disposals in one process, with the settings of a model's: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead' && process.platform === 'linux')('a model that is loaded again and again', () => {
  test.for(['synthetic:smollm2-135m@Q8_0', 'synthetic:tinyllama-1.1b@Q4_0'])('%s', async (spec) => {
    const child = fileURLToPath(new URL('../support/repeated-loads.ts', import.meta.url))
    const { flags = [], env = {} } = steadyMemory()
    const { stdout } = await execa(process.execPath, ['--expose-gc', ...flags, child, spec, String(loads)], { env })
    const { modelBytes, anonymous } = JSON.parse(stdout) as { modelBytes: number; anonymous: number[] }
    const [fifth = 0, last = 0] = [anonymous[4], anonymous.at(-1)]
    const share = (last - fifth) / modelBytes
    const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
    process.stdout.write(
      `\n${spec}: anonymous memory after load 5 ${megabytes(fifth)}, after load ${loads} ${megabytes(last)}: ` +
        `${(share * 100).toFixed(1)} % of the model more\n`,
    )
    expect(share).toBeLessThan(most)
  })
})
