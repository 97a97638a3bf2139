import { expect, test } from 'vitest'
import { validateReport } from '../../support/schema.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

function benchOf(name: string): string {
  return `
import { expect, test } from 'vitest-llm-bench'
test('${name}', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('${name}', { requests: 10 }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run).toHaveP50Below(60_000)
})
`
}

test('shards are merged into one report, without starting a model', async () => {
  await using project = makeProject({ 'a.bench.ts': benchOf('a'), 'b.bench.ts': benchOf('b') })
  const names: string[] = []
  for (const shard of ['1/2', '2/2']) {
    const { exitCode, output } = await runVitest(project, ['bench', '--run', `--shard=${shard}`, '--reporter=blob'])
    expect(exitCode, output).toBe(0)
    names.push(...project.report().runs.map(({ name }) => name))
  }
  expect(names.toSorted()).toEqual(['a', 'b'])
  const journals = project.journals().length
  const merged = await runVitest(project, ['bench', '--run', '--merge-reports'])
  expect(merged.exitCode, merged.output).toBe(0)
  const report = project.report()
  expect(validateReport(report)).toEqual([])
  expect(report.complete).toBe(true)
  expect(report.runs.map(({ name, claims }) => `${name} ${claims.length}`).toSorted()).toEqual(['a 1', 'b 1'])
  expect(report.runs[0]?.metrics.latency.p95).toBeGreaterThan(0)
  expect(project.read('llm-bench-report/report.md')).toContain('charts/run-01')
  expect(project.journals()).toHaveLength(journals)
})
