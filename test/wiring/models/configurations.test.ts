import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { hostsOf, remainingHosts, runVitest, startVitest } from '../../support/vitest.ts'

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
  expect(output).toMatch(
    /"tiny": 8 configurations in 2 rounds \(16 launches\), from .+ to .+ \(assumed of a start of .+\)/,
  )
  expect(output).toMatch(/"tiny": about .+ in all \(its first launch took .+\)/)
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

test('a sweep longer than its budget is refused with what would fit, or measured as far as there is time', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
const matrix = { model: 'synthetic:micro', threads: [1, 2], batch: [32, 64, 128, 256], mmap: [true, false] }
test('before', async ({ configurations }) => {
  await configurations('sure', matrix, ${ask}, { requests: 6, budget: 1 })
})
test('after', async ({ configurations }) => {
  await configurations('likely', { ...matrix, threads: 1 }, ${ask}, { requests: 1500, budget: 8000 })
})
test('one', async ({ configurations }) => {
  const found = await configurations('one', { ...matrix, threads: 1 }, ${ask}, { requests: 6, budget: 1, vary: 'one' })
  expect(found.cells).toHaveLength(1)
  expect(found.missing.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped', 'skipped', 'skipped'])
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).not.toBe(0)
  expect(output).toContain('2 failed | 1 passed')
  expect(output).toMatch(
    /configurations\("sure", matrix, ask, \{ budget \}\): 1 ms for 16 configurations in 3 rounds \(48 launches\), which take .+ at the least .+, is not allowed here; give at least [\d,]+000, or vary: 'one' \(6 configurations\), or fewer values \(0 configurations fit\) or requests/,
  )
  expect(output).toMatch(/8,000 ms for 8 configurations in 3 rounds \(24 launches\), of which the first launch took/)
  // The one that was measured is not lost; of the one that was refused before, nothing was started.
  const { runs } = project.report()
  expect(runs.map(({ test: name, state }) => [name, state])).toEqual([
    ['after', 'partial'],
    ['one', 'complete'],
  ])
  expect(runs[1]).toMatchObject({ requests: { succeeded: 2 }, load: { endedBy: 'budget' } })
  expect(project.read('llm-bench-report/report.md')).toMatch(
    /skipped: the budget of 1\.?0* ms was over before it was started/,
  )
})

test('a crash is a failed cell, the next sweep knows the time of this one, and Ctrl-C keeps what was measured', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('a', async ({ configurations }) => {
  const found = await configurations(
    'tiny',
    { model: 'synthetic:micro', batch: [32, 64, 128] },
    (model) => model.complete('Why?', { maxTokens: 16 }),
    { rounds: 2, requests: 200 },
  )
  expect(found.missing).toMatchObject([{ state: 'failed', reason: expect.stringContaining('was ended by SIGKILL') }])
  expect(found.cells.filter(({ run }) => run.record.state === 'complete')).toHaveLength(2)
})
`,
  })
  /** Starts Vitest, and waits until so many runs have as many requests. */
  const measuring = async (runs: number, requests: number): Promise<ReturnType<typeof startVitest>> => {
    const before = project.journals().length
    const vitest = startVitest(project, ['bench', '--run'])
    const deadline = Date.now() + 60_000
    while (
      project
        .journals()
        .slice(before)
        .filter(({ length }) => length > requests).length < runs
    ) {
      if (Date.now() > deadline) throw new Error(`nothing was measured:\n${vitest.output()}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return vitest
  }
  await using crashed = await measuring(1, 20)
  const [host] = hostsOf(project)
  process.kill(host ?? 0, 'SIGKILL')
  const { exitCode, output } = await crashed.ended
  expect(exitCode, output).toBe(0)
  const { runs } = project.report()
  expect(runs.map(({ state }) => state).toSorted()).toEqual(['complete', 'complete', 'partial'])
  // All of them have been started once.
  await using interrupted = await measuring(3, 20)
  interrupted.signal('SIGINT')
  const { output: text } = await interrupted.ended
  expect(text).toMatch(/3 configurations in 2 rounds \(6 launches\), .+ \(2 as in the last report; others assumed of/)
  const kept = project.report().runs.map(({ requests }) => requests.succeeded)
  expect(kept.filter((succeeded) => succeeded >= 100).length, kept.join()).toBeGreaterThanOrEqual(2)
  expect(await remainingHosts(project)).toEqual([])
})

test('a ladder is climbed with what is here, and at a depth its prefix is in no time', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'a.bench.ts': `
import { expect, ladder, test } from 'vitest-llm-bench'
test('a', async ({ configurations }) => {
  const options = { rounds: 2, requests: 6 }
  const rungs = ladder('synthetic:micro', { quantizations: ['F32', 'Q4_0'], threads: 1, kvCache: ['Q8_0'], gpu: 'metal' })
  const found = await configurations('ladder', rungs, ${ask}, options)
  expect(found.at({ rung: 'CPU F32' }).run.record.target.quantization).toBe('F32')
  expect(found.cells.map(({ name }) => name)).toEqual(['CPU F32', 'CPU Q4_0', 'CPU Q4_0, KV Q8_0, flash attention on'])
  expect(found.missing.map(({ name, state }) => [name, state])).toEqual([['GPU F32', 'unsupported'], ['GPU Q4_0', 'unsupported']])
  const deep = await configurations('deep', { model: 'synthetic:micro', depth: [0, 300] }, ${ask}, options)
  expect(deep.cells.map(({ run }) => run.record.workload.depth)).toEqual([0, 300])
  for (const { run } of deep.cells) expect(run.record.tokens.input).toBe(6)
  expect(deep.at({ depth: 0 })).toBeBest({ of: 'memory', within: 0.9 })
  expect(() => expect(deep.at({ depth: 0 })).toBeBest({ of: 'joulesPerToken', where: { tpot: { p95: 1000 } } })).toThrow(
    /inconclusive: in "depth 0" no energy was measured/,
  )
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(output).toMatch(/"ladder": 3 configurations in 2 rounds \(6 launches\)/)
})

test('a wrong matrix or option is one line', async () => {
  const wrong: readonly (readonly [matrix: string, options: string, line: RegExp])[] = [
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
    ["{ model: 'synthetic:micro', depth: [-1] }", '', /configurations\("tiny", \{ depth/],
    ["ladder('synthetic:micro', { gpu: 'opencl' })", '', /ladder\(model, \{ gpu \}\): "opencl" is not allowed here/],
  ]
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'a.bench.ts': `
import { ladder, test } from 'vitest-llm-bench'
${wrong.map(([matrix, options], index) => `test('${index}', async ({ configurations }) => await configurations('tiny', ${matrix}, ${ask}${options}))`).join('\n')}
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).not.toBe(0)
  for (const [, , line] of wrong) expect(output).toMatch(line)
})
