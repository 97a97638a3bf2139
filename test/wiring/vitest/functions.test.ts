import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const file = `
import { expect, test } from 'vitest'
test('sorting', async ({ bench }) => {
  let hooks = 0
  const result = await bench.compare(
    bench('small', { beforeAll: () => { hooks++ } }, () => { [3, 1, 2].sort() }),
    bench('large', () => { Array.from({ length: 500 }, (_, i) => 500 - i).sort() }),
    { iterations: 50, time: 0, warmupIterations: 1, warmupTime: 0 },
  )
  expect(hooks).toBeGreaterThan(0)
  expect(result.get('large').latency.samplesCount).toBe(50)
  expect(result.get('small')).toBeFasterThan(result.get('large'))
})
`

test('ordinary functions go to tinybench unchanged and stand in the report', async () => {
  await using project = makeProject({ 'sort.bench.ts': file })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(output).toMatch(/small .* 50/)
  expect(project.report().functions).toMatchObject([
    { name: 'small', file: 'sort.bench.ts', test: 'sorting', attempt: 0, calls: 50 },
    { name: 'large', calls: 50 },
  ])
})

test('the same file means the same without the plugin', async () => {
  await using project = makeProject({ 'sort.bench.ts': file, 'vitest.config.ts': 'export default {}' })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
})

test("an ordinary function's error is the test's error", async () => {
  await using project = makeProject({
    'throws.bench.ts': `
import { test } from 'vitest'
test('throws', async ({ bench }) => {
  await bench('throws', () => { throw new Error('from the function') }).run()
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('Error: from the function')
})

test('an ordinary result has no metrics of a model, and the matcher says so', async () => {
  await using project = makeProject({
    'plain.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('plain', async ({ bench }) => {
  const run = await bench('plain', () => {}).run()
  expect(run).not.toHaveP95Below(1)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain("toHaveP95Below: received an ordinary function's result")
})

test('a project of unit tests alone gets no report and no output', async () => {
  await using project = makeProject({
    'unit.test.ts': `import { expect, test } from 'vitest'\ntest('one', () => { expect(1).toBe(1) })`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  expect(output).not.toMatch(/llm-bench:|Report:/)
  expect(project.exists('llm-bench-report')).toBe(false)
})
