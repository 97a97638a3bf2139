import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { measuredOf, runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

let server: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 8, interToken: 2, tokens: 6, text: 'one two three four five six' })
})
afterAll(async () => await server.close())

test('two endpoints are compared in turns, each under the whole load', async () => {
  await using slow = await spawnMockServer({ ttft: 40, interToken: 6 })
  await using project = makeProject({
    'compare.bench.ts':
      imports +
      testOf(
        'compare',
        `
  const options = { load: concurrent(3), requests: 60, warmup: 3 }
  const quick = endpoint(${JSON.stringify(server.url)}), slow = endpoint(${JSON.stringify(slow.url)})
  const results = await bench.compare(
    bench('quick', options, quick.chat('Why?', { maxTokens: 4 })),
    bench('slow', options, slow.chat('Why?', { maxTokens: 4 })),
  )
  expect(results.get('quick')).toOutperform(results.get('slow'))`,
      ) +
      testOf(
        'rates',
        `
  const options = { load: rate(100, { arrivals: 'constant' }), requests: 40, warmup: 0 }
  const one = endpoint(${JSON.stringify(server.url)}), other = endpoint(${JSON.stringify(server.url)})
  await bench.compare(
    bench('one', options, one.chat('Why?', { maxTokens: 2 })),
    bench('other', options, other.chat('Why?', { maxTokens: 2 })),
  )`,
      ),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const [quick, slowRun] = [runOf(project, 'quick'), runOf(project, 'slow')]
  expect(quick.load).toMatchObject({ interleaved: true, comparison: slowRun.load.comparison })
  expect(quick.requests.attempted).toBe(60)
  expect(slowRun.requests.attempted).toBe(60)
  // Never at once: a block of one is over before one of the other begins.
  const blocks = ['quick', 'slow'].flatMap((name) =>
    [...Map.groupBy(measuredOf(project, name), ({ slot }) => slot).values()].map((block) => ({
      from: Math.min(...block.map(({ sent }) => sent)),
      to: Math.max(...block.map(({ end }) => end)),
    })),
  )
  expect(blocks.length).toBeGreaterThanOrEqual(4)
  const ordered = blocks.toSorted((a, b) => a.from - b.from)
  for (const [index, { from }] of ordered.entries()) {
    if (index > 0) expect(from).toBeGreaterThan(ordered[index - 1]?.to ?? Number.NaN)
  }
  // The other one's turns are no part of a rate.
  expect(runOf(project, 'one').load.rate?.asked).toBeCloseTo(100, 6)
})
