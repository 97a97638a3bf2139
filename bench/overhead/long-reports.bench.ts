import { describe, expect, profile, test } from 'vitest-llm-bench'
import { longJournals, type Taken } from '../support/long-journals.ts'
import { overheadSize } from '../support/overhead-size.ts'

const requests = Math.round(1_000_000 * overheadSize())
/** Times that there are more requests in the larger of two reports. */
const larger = 10
/** Most times that it may take the processor time of the smaller. */
const mostTimes = 12
/** Most resident memory that the larger may take. */
const mostMegabytes = 500

// Memory and processor time of the report of very many requests: `npm run bench -- --mode overhead`. Statistics,
// charts, markdown and JSON, from journals that were written as hosts write them, in a process of its own.
describe.runIf(profile === 'overhead')('the report of very many requests', () => {
  test.each([1, 100])(`${requests} requests in runs: %d`, { timeout: 1_800_000 }, async (runs) => {
    const [few, many] = [await reported(requests / larger, runs), await reported(requests, runs)]
    const times = many.cpuSeconds / few.cpuSeconds
    process.stdout.write(
      `\n${requests} requests in ${runs} runs: ${many.peakMegabytes.toFixed(0)} MB resident at most, ` +
        `${times.toFixed(1)} times the processor time of a tenth of them (${few.peakMegabytes.toFixed(0)} MB)\n`,
    )
    expect(times).toBeLessThan(mostTimes)
    expect(many.peakMegabytes).toBeLessThan(mostMegabytes)
  })
})

async function reported(count: number, runs: number): Promise<Taken> {
  using journals = longJournals(count, runs)
  return await journals.report()
}
