import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { makeProject } from '../../support/project.ts'
import { runOf, measuredOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

test('the time in which clients have nothing in flight is measured, and what it is for told apart', async () => {
  const times = { ttft: 20, interToken: 2, tokens: 10 }
  await using kept = await spawnMockServer(times)
  await using closing = await spawnMockServer({ ...times, closesQuietly: true })
  await using silent = await spawnMockServer({ ...times, faults: [{ kind: 'hang-after-finish' }] })
  await using project = makeProject({
    'idle.bench.ts': `
import { concurrent, rate, test } from 'vitest-llm-bench'
test('idle', async ({ bench, endpoint, model }) => {
  const request = [{ tokens: 20 }, { maxTokens: 10 }]
  const kept = endpoint(${JSON.stringify(kept.url)}).chat(...request)
  await bench('kept', { load: concurrent(4), requests: 60 }, kept).run()
  await bench('closing', { load: concurrent(4), requests: 60 }, endpoint(${JSON.stringify(closing.url)}).chat(...request)).run()
  await bench('open', { load: rate(30), requests: 20 }, kept).run()
  const silent = endpoint(${JSON.stringify(silent.url)}, { timeout: { stall: 300 } }).chat(...request)
  await bench('silent', { load: concurrent(2), requests: 8, warmup: 2 }, silent).run()
  const llama = await model('synthetic:micro')
  await bench('local', { requests: 20 }, llama.complete('Why?', { maxTokens: 8 })).run()
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  for (const [name, clients] of [
    ['kept', 4],
    ['closing', 4],
    ['local', 1],
  ] as const) {
    const { load, throughput, checks } = runOf(project, name)
    const { clientMs = 0, idleMs = 0 } = load.clientTime ?? {}
    if (clients > 1) expect(clientMs).toBeCloseTo(clients * (throughput.steady?.windowMs ?? 0), 6)
    expect(idleMs).toBeGreaterThan(0)
    expect(idleMs).toBeLessThan(clientMs)
    expect(checks).toContainEqual(expect.objectContaining({ id: 'idle-clients', protects: ['rates'] }))
  }
  expect(runOf(project, 'closing').load.clientTime?.connectingMs).toBeGreaterThan(0)
  expect(runOf(project, 'kept').load.clientTime?.connectingMs).toBe(0)
  expect(runOf(project, 'open').load.clientTime).toBeNull()
  // A client that waits for the end of a body is not idle.
  const waits = measuredOf(project, 'silent').map(({ end, over = end }) => over - end)
  expect(waits).toHaveLength(8)
  for (const wait of waits) expect(wait).toBeGreaterThan(250)
  expect(runOf(project, 'silent').load.clientTime?.clientMs).toBeGreaterThan(0)
  expect(measuredOf(project, 'local').some(({ over }) => over !== undefined)).toBe(false)
})
