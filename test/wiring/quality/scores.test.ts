import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { makeProject } from '../../support/project.ts'
import { measuredOf, runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

let server: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 1, interToken: 0, tokens: 3, text: 'four five six' })
})
afterAll(async () => await server.close())

test('answers are scored in the run, after its requests, with what their prompts expect', async () => {
  await using project = makeProject({
    'prompts.jsonl': `${['four five six', 'seven', 'four five six']
      .map((expected, place) => JSON.stringify({ prompt: `Prompt ${place}`, expected }))
      .join('\n')}\n`,
    'quality.bench.ts': `
import { expect, type Scorer, simulated, test } from 'vitest-llm-bench'

const exact: Scorer = ({ output, expected }) => ({ name: 'exact', score: output.trim() === expected ? 1 : 0 })
const broken: Scorer = async ({ input }) => {
  if (input === 'Prompt 1') throw new Error('no idea of \\u001B[31m' + input)
  return { name: 'broken', score: input === 'Prompt 2' ? NaN : null }
}

test('file', async ({ bench, endpoint }) => {
  const api = await endpoint(${JSON.stringify(server.url)})
  const run = await bench('file', { requests: 9, warmup: 1, score: [exact, broken] }, api.complete({ jsonl: 'prompts.jsonl' })).run()
  expect(run).toScoreAtLeast('exact', 0.5)
  expect(() => expect(run).toScoreAtLeast('broken', 0.5)).toThrow(/no answer has a score "broken"/)
  expect(() => expect(run).toScoreAtLeast('exact', 0.99)).toThrow(/observed 0.667 \\(n = 3/)
})

test('synthetic and simulated', async ({ bench, model }) => {
  const micro = await model('synthetic:micro', { threads: 1 })
  const options = { requests: 3, warmup: 0, score: [exact] }
  const noise = await bench('noise', options, micro.complete({ prompt: 'Hi', expected: 'Hi' }, { maxTokens: 4 })).run()
  expect(() => expect(noise).toScoreAtLeast('exact', 0)).toThrow(/weights are random, so its answers have no quality/)
  expect(() => expect(noise).not.toScoreAtLeast('exact', 1)).toThrow(/weights are random/)
  const nothing = await bench('nothing', options, simulated().complete('Hi')).run()
  expect(() => expect(nothing).toScoreAtLeast('exact', 0)).toThrow(/simulated/)
  await expect(bench('tokens', options, micro.complete({ tokens: 5 })).run()).rejects.toThrow(
    'bench("tokens", { score }): a list of scorers with random tokens is not allowed here; give prompts that mean something',
  )
  await expect(bench('none', { score: [] }, micro.complete('Hi')).run()).rejects.toThrow(/give a list of scorers/)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const { quality, provenance } = runOf(project, 'file')
  expect(quality?.scores).toMatchObject([
    { name: 'exact', n: 9, prompts: 3, nulls: 0, failures: 0, provenance: 'measured' },
    { name: 'broken', n: 0, prompts: 0, nulls: 3, failures: 6, failure: 'threw: no idea of Prompt 1' },
  ])
  expect(quality?.scores[0]?.mean).toBeCloseTo(2 / 3, 12)
  expect(provenance).toBe('measured')
  // Samples are known by their index, and no nonce stands before a prompt whose answer is scored.
  expect(quality?.answers.map(({ index }) => index)).toEqual(measuredOf(project, 'file').map(({ index }) => index))
  expect(quality?.prompts.map(({ n }) => n)).toEqual([3, 3, 3])
  expect(output).toContain('file: exact 0.667 (90 % interval [0.13')
  expect(runOf(project, 'noise').quality?.scores[0]?.provenance).toBe('synthetic')
  const page = project.read(`llm-bench-report/${quality?.page ?? ''}`)
  expect(page).toContain('<pre>Prompt 1</pre></td><td><pre>seven</pre></td><td><pre>four five six')
  expect(page).toContain('threw: no idea of Prompt 1')
  expect(project.read('llm-bench-report/report.md')).toContain(`[page](${quality?.page})`)
  expect(validateReport(project.report())).toEqual([])
  expect(project.read('llm-bench-report/report.md')).toContain('**Quality**')
})
