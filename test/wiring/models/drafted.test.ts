import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cachedProgram } from '../../../bench/support/llama-bench.ts'
import { instructModel, noInstructModel } from '../../models/instruct-model.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const quantize = cachedProgram('llama-quantize')

const timeout = 240_000

test(
  'the memory of a model and its draft is predicted within 5 % and held to a budget',
  { timeout },
  async ({ skip }) => {
    skip(process.platform !== 'linux', 'memory is read from /proc')
    skip(noInstructModel !== false, noInstructModel || '')
    skip(quantize === null, 'no llama-quantize of this llama.cpp: npm run llama-server builds it')
    await using project = makeProject({
      'drafted.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
const draft = { model: './Q8_0.gguf', minConfidence: 0 }
test('drafted', async ({ bench, model }) => {
  const drafted = await model('./F16.gguf', { draft, threads: 1 })
  const ask = drafted.complete(['One, two,', 'Red, green,', 'A king', 'Bread is', 'To be'], { maxTokens: 6, ignoreEos: true })
  const run = await bench('drafted', { requests: 5, warmup: 1 }, ask).run()
  const { predicted, growthBytes } = run.record.memory
  expect(predicted.draftBytes).toBeGreaterThan(150e6)
  expect(Math.abs(predicted.totalBytes / growthBytes - 1)).toBeLessThan(0.05)
  expect(run).toHaveAcceptanceAbove(0.2)
})
test('too large', async ({ model }) => {
  await model('./F16.gguf', { memoryBudget: '400 MB', draft })
})
test('no draft', async ({ bench, model }) => {
  const plain = await model('./Q8_0.gguf', { threads: 1 })
  const run = await bench('plain', { requests: 1, warmup: 0 }, plain.complete('Hi', { maxTokens: 2, ignoreEos: true })).run()
  expect(run).toHaveAcceptanceAbove(0.2)
})
`,
    })
    for (const type of ['F16', 'Q8_0'])
      execFileSync(
        quantize ?? '',
        ['--allow-requantize', instructModel, join(project.folder, `${type}.gguf`), type, '1'],
        {
          stdio: 'ignore',
        },
      )
    const { exitCode, output } = await runVitest(project, ['bench', '--run'])
    expect(output).toMatch(
      /model ".*F16\.gguf" with its draft ".*Q8_0\.gguf" needs about 5\d\d MB of memory \(412 MB of mapped weights, .*\), the memoryBudget is 400 MB; what fits: no draft \(3\d\d MB\)/,
    )
    expect(output).toContain('toHaveAcceptanceAbove: nobody tells of drafted tokens in this run; give model(…) a draft')
    expect(output).toMatch(/Tests.* 2 failed.* 1 passed/)
    expect(exitCode).toBe(1)
    expect(output).toMatch(/tok\/s +accepted +n /)
    const markdown = project.read('llm-bench-report/report.md')
    expect(markdown).toMatch(/\| of it for the drafting model +\| 18\d MB/)
    expect(markdown).toMatch(/Drafts accepted/)
  },
)
