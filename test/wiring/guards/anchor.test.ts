import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { validateReport } from '../../support/schema.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

const bench = `
import { test } from 'vitest-llm-bench'
test('anchored', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('anchored', { requests: 10, anchor: true }, llama.complete('Why?', { maxTokens: 4 })).run()
  await bench('plain', { requests: 10 }, llama.complete('Why?', { maxTokens: 4 })).run()
})
`

test('the anchor workload is measured before and after, its ratio to its history printed', async () => {
  await using project = makeProject({ 'a.bench.ts': bench })
  const first = await runVitest(project, ['bench', '--run'])
  expect(first.exitCode, first.output).toBe(0)
  expect(first.output).toMatch(/the anchor workload took .* ms a token before the run and .* after it/)
  const [anchored, plain] = project.report().runs
  expect(anchored?.anchor).toMatchObject({ historyMs: null, history: 0, ratioBefore: null })
  expect(anchored?.anchor?.beforeMs).toBeGreaterThan(0)
  expect(anchored?.anchor?.afterMs).toBeGreaterThan(0)
  expect(anchored?.checks.map(({ id }) => id)).toContain('anchor')
  expect(plain?.anchor).toBeNull()

  await runVitest(project, ['bench', '--run'])
  expect(validateReport(project.report())).toEqual([])
  const again = project.report().runs[0]?.anchor
  expect(again?.history).toBe(2)
  expect(again?.ratioBefore).toBeGreaterThan(0)
  expect(project.read('llm-bench-report/report.md')).toMatch(/of its median of 2 earlier/)
  const folder = join(project.folder, '.llm-bench/anchor')
  const file = readdirSync(folder).find((name) => name.endsWith('.json')) ?? ''
  expect((JSON.parse(readFileSync(join(folder, file), 'utf8')) as { msPerToken: number[] }).msPerToken).toHaveLength(4)
  expect(await remainingHosts(project)).toEqual([])
})
