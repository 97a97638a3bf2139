import { expect, test } from 'vitest'
import { type SpawnedMockServerOptions, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

const servers: Readonly<Record<string, SpawnedMockServerOptions>> = {
  ollama: { software: 'ollama', slots: 1, metrics: false },
  props: { software: 'llama-server', slots: 2, metrics: 'llama-server' },
  max_num_seqs: { software: 'vllm', slots: 2, metrics: false },
  metric: { slots: 1 },
  enough: { software: 'llama-server', slots: 4, metrics: false },
  unlimited: { metrics: false },
}

test('clients that wait for slots: how long, and by whose word', async () => {
  await using stack = new AsyncDisposableStack()
  const tests: string[] = []
  for (const [name, options] of Object.entries(servers)) {
    const { url } = stack.use(await spawnMockServer({ ttft: 20, interToken: 8, tokens: 8, ...options }))
    tests.push(
      testOf(
        name,
        `await bench('${name}', { load: concurrent(4), requests: 40 }, endpoint('${url}').chat('Why?', { maxTokens: 8 })).run()`,
      ),
    )
  }
  await using project = makeProject({ 'queue.bench.ts': [imports, ...tests].join('\n') })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(validateReport(project.report())).toEqual([])
  expect(runOf(project, 'ollama').queueing).toMatchObject({ by: 'shape', slots: 1, slotsBy: 'shape' })
  expect(runOf(project, 'props').queueing).toMatchObject({ by: 'shape', slots: 2, slotsBy: 'server' })
  expect(runOf(project, 'max_num_seqs').queueing).toMatchObject({ by: 'shape', slots: 2, slotsBy: 'server' })
  expect(runOf(project, 'metric').queueing).toMatchObject({ by: 'server', slots: null, slotsBy: null })
  expect(runOf(project, 'enough').queueing).toMatchObject({ waitedMs: 0, slots: 4 })
  expect(runOf(project, 'unlimited').queueing).toBeNull()
  for (const [name, waiting] of [
    ['ollama', 3],
    ['metric', 3],
    ['props', 1],
    ['max_num_seqs', 1],
  ] as const) {
    // An answer takes 76 ms at least in its slot; others before it take as long.
    const { queueing, checks, metrics } = runOf(project, name)
    expect(queueing?.waitedMs, name).toBeGreaterThan(waiting * 60)
    expect(queueing?.waitedMs, name).toBeLessThan(metrics.ttft.mean ?? 0)
    expect(checks.find(({ id }) => id === 'queueing')?.status, name).toBe('warning')
  }
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toMatch(/\| Waiting +\| \d[\d.]* ms of the \d[\d.]* ms to the first token \(means\)/u)
  expect(markdown).toContain("by the server's own queue metric: 4 clients")
  expect(markdown).toContain('1 slot, for never more answers came at once')
  expect(markdown).toContain('2 slots, by its own word')
})
