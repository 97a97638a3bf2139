import { describe, expect, profile, test } from 'vitest-llm-bench'
import { firstSends } from '../../src/block/load.ts'
import { wholeBlock } from '../../src/block/share.ts'
import { spawnMockServer } from '../../src/mock-server/process/spawn.ts'
import { startLoadProcess } from '../../src/selfcheck/load-process.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { overheadSize } from '../support/overhead-size.ts'

const requests = Math.round(100_000 * overheadSize())
const streams = 100
const moments = [0.1, 0.5, 1]
const answer = { ttftMs: 5, interTokenMs: 1, tokens: 4 }
/** A kilobyte for each request of the second half would be twice this. */
const mostGrownMb = 25

// Whether a load host keeps what it has sent on: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('the memory of a load host', () => {
  test(`${requests} short requests by ${streams} streams`, async () => {
    const { ttftMs, interTokenMs, tokens } = answer
    await using server = await spawnMockServer({ ttft: ttftMs, interToken: interTokenMs, tokens, keepStamps: 0 })
    await using load = await startLoadProcess()
    const ready = await load.prepare({ url: server.url, answer }, streams)
    const usages: ReturnType<typeof load.usage>[] = []
    let answered = 0
    let failed = 0
    await ready.run(
      {
        phase: 'measured',
        load: { kind: 'closed', firstSends: firstSends(streams, 10, seededRandom(1)) },
        share: wholeBlock(requests),
        budgetMs: Number.POSITIVE_INFINITY,
      },
      (samples) => {
        answered += samples.length
        failed += samples.filter(({ state }) => state === 'failed').length
        while (answered >= requests * (moments[usages.length] ?? Number.POSITIVE_INFINITY)) usages.push(load.usage())
      },
      new AbortController().signal,
    )
    const resident = (await Promise.all(usages)).map(({ rssBytes }) => rssBytes / 1e6)
    process.stdout.write(
      `\nresident memory of the load host: ${moments.map((share, place) => `${resident[place]?.toFixed(0)} MB at ${share * 100} %`).join(', ')}\n`,
    )
    expect({ answered, failed }).toEqual({ answered: requests, failed: 0 })
    const [, half = Number.NaN, end = Number.NaN] = resident
    // A shorter run ends while the heap still grows to the size it works with.
    if (overheadSize() === 1) expect(end - half).toBeLessThan(mostGrownMb)
  })
})
