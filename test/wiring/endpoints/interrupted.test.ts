import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { remainingLoadHosts } from '../../support/load-processes.ts'
import { makeProject } from '../../support/project.ts'
import { measuredOf, runOf } from '../../support/runs-of.ts'
import { startVitest } from '../../support/vitest.ts'

let server: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 8, interToken: 2, tokens: 6, text: 'one two three four five six' })
})
afterAll(async () => await server.close())

test('Ctrl-C in the middle of a load leaves a partial report with every finished request, and no process', async () => {
  await using project = makeProject({
    'long.bench.ts':
      imports +
      testOf(
        'long',
        `await bench('long', { load: concurrent(10), requests: 1_000_000 }, endpoint(${JSON.stringify(server.url)}).chat('Why?', { maxTokens: 4 })).run()`,
      ),
  })
  await using vitest = startVitest(project, ['bench', '--run'])
  const deadline = Date.now() + 60_000
  while (measuredOf(project, 'long').length < 100) {
    if (Date.now() > deadline) throw new Error(vitest.output())
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  vitest.signal('SIGINT')
  const { output } = await vitest.ended
  expect(project.exists('llm-bench-report/report.json'), output).toBe(true)
  expect(project.report().complete).toBe(false)
  const run = runOf(project, 'long')
  expect(run.state).toBe('partial')
  expect(run.requests.succeeded).toBeGreaterThanOrEqual(100)
  expect(run.requests.succeeded).toBe(measuredOf(project, 'long').length)
  expect(await remainingLoadHosts(project)).toEqual([])
})
