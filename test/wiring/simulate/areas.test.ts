import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const bench = `
import { test } from 'vitest-llm-bench'
const measured = async ({ bench, endpoint, task }) => {
  await bench(task.name, { requests: 4 }, endpoint().chat('Hi', { maxTokens: 4 })).run()
}
test('money', { tags: ['cost'] }, measured)
test('money and time', { tags: ['cost', 'latency'] }, measured)
test('neither', { tags: ['own'] }, measured)
`

test('areas are tags that nobody has to declare, beside those of the user', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile('', `tags: [{ name: 'own' }, { name: 'cost', timeout: 60_000 }]`),
    'all.bench.ts': bench,
  })
  const measured = async (...filter: readonly string[]): Promise<string[]> => {
    const { exitCode, output } = await runVitest(project, ['bench', '--run', '--mode', 'simulate', ...filter])
    expect(exitCode, output).toBe(0)
    return project.report().runs.map(({ name }) => name)
  }
  expect(await measured('--tags-filter', 'cost')).toEqual(['money', 'money and time'])
  expect(await measured('--tags-filter', 'cost and not latency')).toEqual(['money'])
  const listed = await runVitest(project, ['bench', '--list-tags'])
  expect(listed.output).toContain('throughput: benchmarks of many clients, rates and sweeps')
})
