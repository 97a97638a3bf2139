import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

let large: SpawnedMockServer
let small: SpawnedMockServer
let worse: SpawnedMockServer
beforeAll(async () => {
  const common = { interToken: 0.5, tokens: 6 }
  large = await spawnMockServer({ ...common, ttft: 25, text: 'one two three four five six' })
  small = await spawnMockServer({ ...common, ttft: 2, text: 'one two three four five six' })
  worse = await spawnMockServer({ ...common, ttft: 2, text: 'no no no no no no' })
})
afterAll(async () => {
  await Promise.all([large, small, worse].map(async (server) => await server.close()))
})

/** A recording, the same side replayed, and claims of each outcome; prompts are as many as a margin of 0.1 takes. */
const source = (): string => `${imports}
const prompts = Array.from({ length: 60 }, (_, place) => 'Prompt ' + place)
const score = [({ output }) => ({ name: 'counts', score: output.startsWith('one two three') ? 1 : 0.2 })]
const plan = { requests: 60, warmup: 1, score }
const cheap = price({ inputPerMTok: 1, outputPerMTok: 1, name: 'ours' })
const dear = price({ inputPerMTok: 1000, outputPerMTok: 1000, name: 'theirs' })
const sure = { successRate: 0.9, saving: 0.6 }

test('record', async ({ bench, endpoint }) => {
  const api = endpoint('${large.url}', { model: 'mock-model', record: 'api.jsonl', price: dear })
  await bench('recorded here', plan, api.complete(prompts, { maxTokens: 6 })).run()
})
const replayed = (bench, endpoint) =>
  bench('large', plan, endpoint('${large.url}', { replay: 'api.jsonl', price: dear }).complete(prompts, { maxTokens: 6 })).run()
const measured = (bench, endpoint, name, url) =>
  bench(name, plan, endpoint(url, { model: 'mock-model', price: cheap }).complete(prompts, { maxTokens: 6 })).run()

test('small', async ({ bench, endpoint }) => {
  const [api, run] = [await replayed(bench, endpoint), await measured(bench, endpoint, 'small', '${small.url}')]
  expect(run).toReplace(api, { ...sure, quality: { margin: 0.1 } })
  expect(run).toReplace(api, { ...sure, quality: { margin: 0.02, of: 'counts' } })
  expect(run).toReplace(dear, { saving: 0.6 })
})
test('worse', async ({ bench, endpoint }) => {
  const [api, run] = [await replayed(bench, endpoint), await measured(bench, endpoint, 'worse', '${worse.url}')]
  expect(run).toReplace(api, { latency: { p95: 10_000 }, ...sure, quality: { margin: 0.1 } })
})
test('other way round', async ({ bench, endpoint }) => {
  const [api, run] = [await replayed(bench, endpoint), await measured(bench, endpoint, 'again', '${small.url}')]
  expect(api).toReplace(run, sure)
})
`

test('what replaces a recorded API, what does not, what is open, and what is refused, as a person reads it', async () => {
  await using project = makeProject({ 'replace.bench.ts': source() })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  const against = `against a recording of ${new Date().toISOString().slice(0, 10)}, mock-model`
  // The terminal: one line of the verdict, and its parts beneath; of what fails the message of the assertion.
  expect(output).toMatch(
    new RegExp(
      [
        String.raw`✓ small › "large" replaced in successRate, saving and quality, ${against}: pass`,
        String.raw`  ✓ successRate: success rate above 0\.9: 1\.00, n = 60 requests`,
        String.raw`  ✓ saving: cost saving against "…" at least 60 %: 99\.9 %: \$0\.000008 against \$0\.008 a request, n = 60 requests`,
        String.raw`  ✓ quality: counts maintained against "large" within a margin of 0\.1: a difference of 0, n = 60 prompts`,
        String.raw`\? small › "large" replaced in .*: inconclusive, let pass \(point\)`,
      ].join('\n'),
      'u',
    ),
  )
  expect(output).toMatch(
    / {2}\? quality: counts maintained .*: a difference of 0, n = 60 prompts of about 149 needed\n/u,
  )
  expect(output).toContain('✓ small › theirs replaced in saving, as declared: pass')
  // Latencies may be disturbed by what else runs, which leaves their part open.
  expect(output).toMatch(
    new RegExp(
      String.raw`Error: expected "worse" to replace "large", ${against}, 4 parts: .*1 fail.*: fail\n(?:open .*\n)*` +
        String.raw`- quality: counts maintained against "large" within a margin of 0\.1, observed a difference of -0\.800`,
      'u',
    ),
  )
  expect(output).toMatch(/"large" itself, not judged by: p95 of latency [\d.,]+ ms \(recorded\)\n/u)
  // The annotation of Vitest's UI, at the line of the claim.
  const replaced = `worse › "large" replaced in latency, successRate, saving and quality, ${against}: fail\n`
  expect(output).toMatch(new RegExp(`↳ ✗ ${replaced}  [✓?] latency: p95 of latency below 10,000 ms`, 'u'))
  expect(output).toContain(
    `LlmBenchError: toReplace: the run is replayed from ${against.slice('against '.length)}, so that nothing`,
  )
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toMatch(new RegExp(String.raw`- \*\*Replacement:\*\* ✗ ${replaced}  - [✓?] latency: p95`, 'u'))
  expect(markdown).toMatch(/\| – quality: counts maintained against "large" within a margin of 0\.02 /u)
  expect(validateReport(project.report())).toEqual([])
  expect(runOf(project, 'small').claims).toMatchObject([
    { matcher: 'toReplace', verdict: 'pass', joint: { against: { provenance: 'recorded', model: 'mock-model' } } },
    { verdict: 'inconclusive', passed: true, joint: { parts: [{}, {}, { part: 'quality', needed: 149 }] } },
    { verdict: 'pass', joint: { against: { name: 'theirs', provenance: 'declared' } } },
  ])
  expect(runOf(project, 'again').claims).toEqual([])
})
