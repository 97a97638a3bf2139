import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'
import { tallyClaims } from '../../../reporters/words/claims.ts'

const measured = (name: string): string => `
  const llama = await model('synthetic:micro')
  const run = await bench(${name}, { requests: 6 }, llama.complete('Why?', { maxTokens: 2 })).run()
`

test('equal names show their tests, repeats and retries are marked and counted as Vitest does', async () => {
  await using project = makeProject({
    'a.bench.ts': `
import { describe, expect, test } from 'vitest-llm-bench'
describe.each(['x', 'y'])('of %s', () => {
  test('answer', async ({ bench, model }) => { ${measured(`'answer'`)} expect(run).toHaveP50Below(60_000) })
})
test.for([1, 2])('with %i', async (n, { bench, model }) => { ${measured(`'answer'`)} })
`,
    'b.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
import { expect as plain } from 'vitest'
let tries = 0
test('flaky', { retry: 1 }, async ({ bench, model }) => {
  ${measured(`'flaky'`)}
  expect(run).toHaveP50Below(tries++ === 0 ? 1e-6 : 60_000)
})
let repeats = 0
test('thrice', { repeats: 2, retry: 1 }, async ({ bench, model }) => {
  ${measured(`'rep'`)}
  // The second repeat fails once.
  expect(run).toHaveP50Below(++repeats === 2 ? 1e-6 : 60_000)
})
test('function', { repeats: 1 }, async ({ bench }) => {
  const made = await bench('fn', () => {}).run({ time: 5, warmup: false })
  plain(made.latency.samplesCount).toBeGreaterThan(0)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run', '--mode', 'baseline'])
  expect(exitCode, output).toBe(0)
  const { runs: unsorted, functions } = project.report()
  const runs = unsorted.toSorted((one, other) => one.file.localeCompare(other.file))
  expect(runs.map(({ title, attempt, repeat, replaced }) => [title, repeat?.number, attempt, replaced])).toEqual([
    ['of x > answer › answer', undefined, 0, false],
    ['of y > answer › answer', undefined, 0, false],
    ['with 1 › answer', undefined, 0, false],
    ['with 2 › answer', undefined, 0, false],
    ['flaky', undefined, 0, true],
    ['flaky', undefined, 1, false],
    ['rep', 1, 0, false],
    ['rep', 2, 0, true],
    ['rep', 2, 1, false],
    ['rep', 3, 0, false],
  ])
  expect(functions.map(({ repeat }) => repeat)).toEqual([
    { number: 1, of: 2 },
    { number: 2, of: 2 },
  ])
  const standing = runs.filter(({ replaced }) => !replaced)
  expect(tallyClaims(standing.flatMap(({ claims }) => claims)).failed).toBe(0)
  for (const row of [/^flaky \(synthetic weights, replaced\)/m, /^flaky \(synthetic weights, retry 1\)/m]) {
    expect(output).toMatch(row)
  }
  expect(output).toMatch(/^rep \(synthetic weights, repeat 2 of 3, replaced\)/m)
  expect(output).toMatch(/^rep \(synthetic weights, repeat 3 of 3\)/m)
  expect(output).not.toContain('✗ flaky')
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toContain('8 runs (2 more that a retry replaced)')
  expect(markdown).toMatch(/\*\*Complete · .*claims: \d+ passed, 0 failed/)
  // Beside other tests the client may be late by more than these answers take, which settles nothing.
  expect(markdown).toMatch(/\| (?:✗ fail|\? inconclusive)\s+\| retried\s+\| flaky/)
  expect(markdown).toContain('fn (repeat 2 of 2)')
  expect(output).toMatch(/not saved: b\.bench\.ts › thrice › rep: it is repeat 2 of 3 of its test: the first is saved/)
})

test('labels of blobs are in the rows and the records, and in no key of a baseline', async () => {
  await using project = makeProject({
    'a.bench.ts': `
import { test } from 'vitest-llm-bench'
test('matrix', async ({ bench, model }) => { ${measured(`'matrix'`)} })
`,
    'vitest.config.ts': configFile(),
  })
  for (const label of ['linux', 'macos']) {
    const { exitCode, output } = await runVitest(
      project,
      ['bench', '--run', '--reporter=blob', `--outputFile=.blobs/${label}.json`, '--mode', 'baseline'],
      { VITEST_BLOB_LABEL: label },
    )
    expect(exitCode, output).toBe(0)
  }
  const merged = await runVitest(project, ['bench', '--run', '--merge-reports=.blobs', '--mode', 'baseline'])
  expect(merged.exitCode, merged.output).toBe(0)
  const rows = project.report().runs.map(({ blob, title }) => `${blob}: ${title}`)
  expect(rows.toSorted()).toEqual(['linux: linux › matrix', 'macos: macos › matrix'])
  expect(merged.output).toMatch(/^linux › matrix /m)
  expect(merged.output).toContain('not saved: a.bench.ts › matrix › matrix: another blob report has a run')
})
