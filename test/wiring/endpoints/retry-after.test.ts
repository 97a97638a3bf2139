import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { measuredOf, runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

test('clients obey a refusal where the load says so: nothing is sent again, and the waits are reported', async () => {
  const requests = [4, 9, 14]
  await using server = await spawnMockServer({
    ttft: 5,
    interToken: 1,
    tokens: 4,
    faults: [{ kind: 'refuse-429', retryAfter: '400', retryAfterHeader: 'retry-after-ms', requests }],
  })
  await using project = makeProject({
    'limit.bench.ts': [
      imports,
      testOf(
        'obeys',
        `await bench('obeys', { load: concurrent(2, { obeyRetryAfter: true }), requests: 20, warmup: 2 }, endpoint('${server.url}').chat('Why?', { maxTokens: 4 })).run()`,
      ),
      testOf(
        'open',
        `await bench('open', { load: rate(5, { obeyRetryAfter: true }) }, endpoint('${server.url}').chat('Why?')).run()`,
      ),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('1 failed | 1 passed')
  expect(output).toContain(
    'rate(5, { obeyRetryAfter }): true is not allowed here; give it to a closed load, concurrent(n, { obeyRetryAfter: true })',
  )
  const run = runOf(project, 'obeys')
  expect(run.requests).toMatchObject({ attempted: 20, failed: 3, failures: { 'http-status': 3 } })
  expect((await server.counts()).requests).toBe(22)
  const samples = measuredOf(project, 'obeys')
  for (const refused of samples.filter(({ state }) => state === 'failed')) {
    expect(refused.http?.retryAfterSeconds).toBe(0.4)
    const next = samples.find(({ stream, sent }) => stream === refused.stream && sent > refused.sent)
    if (next !== undefined) expect(next.sent - refused.end).toBeGreaterThan(398)
  }
  const { waits, text } = run.load
  expect(text).toBe('2 clients, obeying Retry-After')
  expect(waits?.waitedMs).toBeGreaterThan(400)
  expect(waits?.share).toBeGreaterThan(0.05)
  expect(waits?.concurrency).toBeCloseTo(2 * (1 - (waits?.share ?? 0)), 6)
  expect(run.checks).toContainEqual(expect.objectContaining({ id: 'retry-waits', status: 'warning' }))
  expect(project.read('llm-bench-report/report.md')).toMatch(/Clients waited .* were at work on average/)
})
