import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

const answer =
  'A database index is a sorted structure that points to the rows of a table. Instead of all rows, the database reads ' +
  'a few pages: a lookup in 10 million rows takes about 4 of them. It is not free, because each `INSERT` has to change ' +
  'the index too. If a query reads more than 10 % of the table, a full scan is faster. For example, a column with 2 ' +
  'values is no good candidate. Check with `EXPLAIN` that your index is used, then drop those that nobody reads.'

let server: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 1, interToken: 0, text: answer })
})
afterAll(async () => await server.close())

test('a profile is scored in the run, judged by its total and its parts, and shown with all of them', async () => {
  await using project = makeProject({
    'composite.bench.ts': `
import { composite, expect, test } from 'vitest-llm-bench'

const on = Array.from({ length: 40 }, (_, place) => 'Explain a database index, part ' + place + '.')
const off = Array.from({ length: 40 }, (_, place) => 'Describe how sourdough bread ferments, part ' + place + '.')

test('profile', async ({ bench, endpoint }) => {
  const api = await endpoint(${JSON.stringify(server.url)})
  const score = [composite('technical', { keywords: ['indexes', 'locking'] })]
  const run = await bench('on topic', { requests: 40, warmup: 0, score }, api.complete(on, { maxTokens: 400 })).run()
  expect(run).toHaveQualityAbove(0.7)
  expect(run).toScoreAtLeast('technical', 0.7)
  expect(run).toScoreAtLeast('technical: coherence', 0.8)
  expect(() => expect(run).toScoreAtLeast('technical: domain', 0.9)).toThrow(/technical: domain at least 0.9, observed 0.6/)
  const other = await bench('off topic', { requests: 40, warmup: 0, score }, api.complete(off, { maxTokens: 400 })).run()
  expect(() => expect(other).toHaveQualityAbove(0.4)).toThrow(/technical: semantic.*technical: gate/s)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const quality = runOf(project, 'on topic').quality
  expect(quality?.scores.map(({ name, partOf }) => `${name} of ${partOf}`)).toEqual([
    'technical of null',
    ...['semantic', 'structure', 'engagement', 'technical', 'coherence', 'completeness', 'domain', 'gate'].map(
      (part) => `technical: ${part} of technical`,
    ),
  ])
  expect(quality?.scores[0]?.signature).toContain('composite 1 of technical; weights semantic 0.2')
  expect(quality?.scores[0]?.signature).toContain('keywords ["indexes","locking"]')
  expect(validateReport(project.report())).toEqual([])
  const report = project.read('llm-bench-report/report.md')
  for (const part of ['technical: coherence', 'technical: gate', 'indexes']) expect(report).toContain(part)
  const page = project.read(`llm-bench-report/${quality?.page ?? ''}`)
  expect(page).toContain('keywords 1 of 2 (missing: locking)')
  const offPage = project.read(`llm-bench-report/${runOf(project, 'off topic').quality?.page ?? ''}`)
  expect(offPage).toContain('off-topic: it has 0 of')
  expect(output).toMatch(/on topic: technical 0\.\d+ \(.*40 prompts\) of semantic .*, coherence .*, gate 1/u)
})
