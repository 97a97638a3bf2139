import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { concurrent, describe, expect, profile, test } from 'vitest-llm-bench'
import { spawnMockServer } from '../../src/mock-server/process/spawn.ts'
import { overheadSize } from '../support/overhead-size.ts'
import { type Resident, residentNow } from '../support/resident.ts'

const requests = Math.round(100_000 * overheadSize())
const first = requests / 5
const streams = 100
/** Bytes that a process may hold more for each request: what a request was answered with is in the journal. */
const mostBytes = 100

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

// Resident memory that each request of a real load leaves in Vitest's main process, the worker and the load host, after
// a first run has loaded what every run needs: `npm run bench -- --mode overhead`. Garbage of this worker is collected
// before it is read, that of the others is not.
describe.runIf(profile === 'overhead')('the memory of a live run', () => {
  test(`${requests} requests by ${streams} clients`, { timeout: 900_000 }, async ({ bench, endpoint }) => {
    await using server = await spawnMockServer({ ttft: 1, interToken: 0, tokens: 16, keepStamps: 0 })
    const workload = endpoint(server.url, { model: 'mock-model' }).chat('Why is the sky blue?', { maxTokens: 16 })
    const run = async (name: string, count: number): Promise<Resident> => {
      await bench(
        name,
        { requests: count, load: concurrent(streams), warmup: streams, budget: 800_000 },
        workload,
      ).run()
      collect()
      return residentNow()
    }
    await run('first', first)
    const before = await run('few', first)
    const after = await run('many', requests)
    const grown = Object.entries(after).map(([name, bytes]) => {
      const earlier = before[name as keyof Resident]
      return [name, bytes === null || earlier === null ? null : (bytes - earlier) / requests] as const
    })
    const words = grown.map(([name, bytes]) => `${bytes?.toFixed(0) ?? 'unknown'} in the ${name}`)
    process.stdout.write(`\nbytes of resident memory that each of ${requests} requests left: ${words.join(', ')}\n`)
    // Of a shorter run the heaps that still grow to the size they work with weigh more.
    if (overheadSize() < 1) return
    for (const [, bytes] of grown) expect(bytes ?? 0).toBeLessThan(mostBytes)
  })
})
