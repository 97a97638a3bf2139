import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { clients, httpTo, startLoadHost } from '../../support/load-host.ts'

/** In 15,000 requests a leak of each one's 4 KiB buffer alone is 61 MB. */
const mostGrowthBytes = 24e6
/** Left to itself the engine lets its heap grow for as long as there is memory, and collects later. */
const smallHeap = '--max-semi-space-size=4 --max-old-space-size=64'
const streams = 50

test('memory does not grow with the requests made: 20,000 take what 5,000 did', async () => {
  await using server = await spawnMockServer({ ttft: 0, interToken: 0, tokens: 8, metrics: false, keepStamps: 1 })
  await using host = await startLoadHost(smallHeap)
  const prepared = await host.prepare(
    httpTo(server.url, { nonce: true }),
    [{ kind: 'text', text: 'Why is the sky blue?' }],
    {
      sampling: { maxTokens: 8 },
      connections: streams,
    },
  )
  const rss: number[] = []
  for (const round of [0, 1, 2, 3]) {
    let completed = 0
    await prepared.block({
      units: 5000,
      load: clients(streams),
      firstIndex: round * 5000,
      onSamples: (samples) => {
        completed += samples.filter(({ state }) => state === 'completed').length
      },
    })
    expect(completed).toBe(5000)
    rss.push((await host.channel.request('usage', null)).rssBytes)
  }
  const [after5000 = 0] = rss
  expect((rss.at(-1) as number) - after5000).toBeLessThan(mostGrowthBytes)
})
