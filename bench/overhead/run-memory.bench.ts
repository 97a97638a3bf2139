import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { concurrent, describe, expect, profile, simulated, test } from 'vitest-llm-bench'
import { overheadSize } from '../support/overhead-size.ts'

const requests = Math.round(100_000 * overheadSize())
const streams = 100
/** Bytes that a request may hold in the process of its test, once its run is over. */
const mostBytes = 250

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that this process holds. */
function held(): number {
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Bytes of Vitest's main process that are resident; null where the system does not say. */
function residentInMain(): number | null {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process.ppid}/status`, 'utf8'))?.[1]) * 1024
  } catch {
    return null
  }
}

// Bytes that each request of a long run holds, whatever its answer: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('the memory of a run', () => {
  test(`${requests} requests by ${streams} streams`, async ({ bench }) => {
    const plan = { load: concurrent(streams), warmup: streams, budget: 600_000 }
    const workload = simulated({ ttft: 2, tpot: 0.5 }).chat('Why is the sky blue?', { maxTokens: 8 })
    // The first run loads what every run needs.
    await bench('few', { requests: 2000, ...plan }, workload).run()
    const before = { held: held(), main: residentInMain() }
    const run = await bench('many', { requests, ...plan }, workload).run()
    const bytes = (held() - before.held) / requests
    const main = residentInMain()
    const inMain = main === null || before.main === null ? 'unknown' : ((main - before.main) / requests).toFixed(0)
    process.stdout.write(
      `\nbytes a request: ${bytes.toFixed(0)} held by the test's process, ${inMain} more resident in Vitest's own\n`,
    )
    expect(run.record.requests).toMatchObject({ attempted: requests, failed: 0 })
    // Of a short run what is not a request weighs more.
    if (overheadSize() === 1) expect(bytes).toBeLessThan(mostBytes)
  })
})
