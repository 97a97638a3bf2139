import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

const ask = `(model) => model.complete('Why?', { maxTokens: 6 })`

test('each configuration is a run of fresh processes; what cannot be is said, and the others go on', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'broken.gguf': 'GGUF and no more',
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('a', async ({ configurations }) => {
  const found = await configurations(
    'tiny',
    { model: ['synthetic:micro', './broken.gguf'], kvCache: ['F16', 'Q8_0'], flashAttention: [true, false] },
    ${ask},
    { rounds: 2, requests: 6 },
  )
  expect(found.cells.map(({ name }) => name)).toEqual([
    'synthetic:micro, KV F16, flash attention on',
    'synthetic:micro, KV F16, flash attention off',
    'synthetic:micro, KV Q8_0, flash attention on',
  ])
  expect(found.at({ kvCache: 'Q8_0' }).run.samples).toHaveLength(6)
  expect(() => found.at({ model: './broken.gguf', kvCache: 'F16' })).toThrow(/it is failed: model file/)
  expect(() => found.at({ kvCache: 'F16' })).toThrow(/2 have it: name more/)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(output).toMatch(/"tiny": 8 configurations in 2 rounds, about .+ \(the first start took .+\)/)
  expect(output).toMatch(/tiny: Of 8 configurations .+ has the shortest time per output token/)
  const { runs } = project.report()
  expect(
    runs.map(({ state, launches, target }) => [state, launches.length, target.configuration?.['kvCache']]),
  ).toEqual([
    ['complete', 2, 'F16'],
    ['complete', 2, 'F16'],
    ['complete', 2, 'Q8_0'],
  ])
  // Every one is set beside the first, in turns.
  expect(new Set(runs.map(({ load }) => load.comparison)).size).toBe(1)
  expect(runs.map(({ versus }) => versus?.run)).toEqual([undefined, runs[0]?.id, runs[0]?.id])
  const slots = runs.flatMap(({ launches }) => launches.map(({ slot }) => slot))
  expect(new Set(slots).size).toBe(6)
  expect(runs[0]?.sweep?.missing.map(({ name, state }) => [name, state])).toEqual([
    ['synthetic:micro, KV Q8_0, flash attention off', 'unsupported'],
    ['./broken.gguf, KV F16, flash attention on', 'failed'],
    ['./broken.gguf, KV F16, flash attention off', 'failed'],
    ['./broken.gguf, KV Q8_0, flash attention on', 'failed'],
    ['./broken.gguf, KV Q8_0, flash attention off', 'unsupported'],
  ])
  const report = project.read('llm-bench-report/report.md')
  expect(report).toContain('## Configurations')
  expect(report).toMatch(/- synthetic:micro, KV Q8\\?_0, flash attention off: unsupported: .+need flash attention/)
  expect(await remainingHosts(project)).toEqual([])
})

test('a sweep that would take longer than its budget is refused once that is known, with what would fit', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'a.bench.ts': `
import { test } from 'vitest-llm-bench'
test('a', async ({ configurations }) => {
  await configurations('tiny', { model: 'synthetic:micro', threads: [1, 2], batch: [32, 64, 128, 256], mmap: [true, false] }, ${ask}, {
    requests: 6,
    budget: 1,
  })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).not.toBe(0)
  expect(output).toMatch(
    /configurations\("tiny", matrix, ask, \{ budget \}\): 1 ms for 16 configurations in 3 rounds, each start of which takes about .+, is not allowed here; give at least [\d,]+000, or fewer values \(0 configurations fit\) or requests/,
  )
  // The one that was measured is not lost.
  expect(project.report().runs).toMatchObject([{ state: 'partial', requests: { succeeded: 2 } }])
})

test.for([
  [
    "{ model: 'synthetic:micro', thread: [1] }",
    `, 'no function'`,
    /there is no option "thread"; did you mean "threads"/,
  ],
  ["{ model: 'synthetic:micro', kvCache: ['Q9'] }", '', /configurations\("tiny", \{ kvCache/],
  [
    "{ model: './m.gguf', quantization: ['F16'] }",
    '',
    /"\.\/m\.gguf" in quantization "F16" is not allowed here; give a family/,
  ],
  [
    "{ model: 'synthetic:micro' }",
    ', { rounds: 1 }',
    /\{ rounds \}\): 1 is not allowed here; give a whole number of at least 2/,
  ],
] as const)('a wrong matrix or option is one line: %s%s', async ([matrix, options, line]) => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'a.bench.ts': `
import { test } from 'vitest-llm-bench'
test('a', async ({ configurations }) => {
  await configurations('tiny', ${matrix}, ${ask}${options})
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).not.toBe(0)
  expect(output).toMatch(line)
})
