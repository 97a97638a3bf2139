import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

test('a health check that nobody waits for any more holds up nobody', async () => {
  let ended = 0
  // It takes every question, and answers none.
  const silent = createServer((request) => void request.once('close', () => ended++))
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const mock = await spawnMockServer({ ttft: 5, interToken: 1 })
  await using project = makeProject({
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('silent', { timeout: 1500 }, async ({ bench, endpoint }) => {
  await bench('silent', { requests: 3 }, endpoint('http://127.0.0.1:${port}/v1').chat('Why?')).run()
})
test('next', { timeout: 15_000 }, async ({ bench, endpoint }) => {
  const run = await bench('next', { requests: 3, warmup: 0 }, endpoint('${mock.url}').chat('Why?', { maxTokens: 4 })).run()
  expect(run.record.requests.succeeded).toBe(3)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  expect(output).toContain('Test timed out in 1500ms')
  expect(output).toContain('1 failed | 1 passed')
  expect(ended).toBeGreaterThan(0)
  await mock.close()
  silent.closeAllConnections()
  await new Promise((resolve) => void silent.close(resolve))
})
