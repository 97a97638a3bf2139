import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const files = {
  // A result that was stored is judged where nothing of this package is imported.
  'stored.test.ts': `
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
test('a stored result', () => {
  const run = JSON.parse(readFileSync('stored.json', 'utf8'))
  expect(run).toHaveP95Below(60_000, { accept: ['simulated'] })
  expect({ run }).toEqual({ run: expect.toHaveP95Below(60_000, { accept: ['simulated'] }) })
  expect(() => expect(run).toHaveP95Below(0.001, { accept: ['simulated'] })).toThrow('expected p95 of latency below 0.001 ms')
  expect(() => expect(run).not.toHaveP95Below(60_000, { accept: ['simulated'] })).toThrow('not')
})
`,
  'both.test.ts': `
import { expect as plain } from 'vitest'
import { expect, simulated, test } from 'vitest-llm-bench'
test('a live one', async ({ measure }) => {
  const run = await measure(simulated({ ttft: 1, tpot: 1 }).chat('Hi', { maxTokens: 2 }), { requests: 3, name: 'live' })
  expect(run).toHaveP95Below(60_000, { accept: ['simulated'] })
  plain(run).toHaveP99Below(60_000, { accept: ['simulated'] })
})
`,
  'unused.test.ts': `
import { expect, test } from 'vitest'
test('no matcher of ours', () => { expect(1).toBe(1) })
`,
}

const store = `
import { writeFileSync } from 'node:fs'
import { simulated, test } from 'vitest-llm-bench'
test('stored', async ({ bench }) => {
  const run = await bench('x', { requests: 5 }, simulated({ ttft: 1, tpot: 1 }).chat('Hi', { maxTokens: 2 })).run()
  writeFileSync('stored.json', JSON.stringify({ latency: run.latency }))
})
`

test('each file has the matchers, in every pool and where files share modules', async () => {
  await using project = makeProject({ ...files, 'store.bench.ts': store })
  const stored = await runVitest(project, ['bench', '--run'])
  expect(stored.exitCode, stored.output).toBe(0)
  for (const args of ['forks', 'threads', 'vmThreads', 'vmForks', 'forks --isolate=false', 'threads --isolate=false']) {
    const { exitCode, output } = await runVitest(
      project,
      ['--run', '--maxWorkers=1', `--pool=${args}`.split(' ')].flat(),
    )
    expect(exitCode, `${args}\n${output}`).toBe(0)
    expect(
      project.report().looseClaims.map(({ matcher }) => matcher),
      args,
    ).toContain('toHaveP95Below')
    expect(
      project.report().runs.map(({ name, claims }) => [name, claims.length]),
      args,
    ).toEqual([['live', 2]])
  }
})
