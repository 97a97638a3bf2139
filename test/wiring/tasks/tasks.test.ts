import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { configFile, makeProject } from '../../support/project.ts'
import { measuredOf, runOf, samplesOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { startVitest } from '../../support/vitest.ts'

let tools: SpawnedMockServer
let plain: SpawnedMockServer
beforeAll(async () => {
  tools = await spawnMockServer({ ttft: 2, interToken: 0.2, tokens: 6, toolCall: true })
  plain = await spawnMockServer({ ttft: 2, interToken: 0.2, tokens: 4, text: 'it is sunny today' })
})
afterAll(async () => {
  await tools.close()
  await plain.close()
})

/** A small loop of tools, without the package `ai`: the calls of the model are those that it would make. */
const agent = (): string => `
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
const at = (baseURL) => createOpenAICompatible({ name: 'mock', baseURL, includeUsage: true }).chatModel('mock-model')
const user = { role: 'user', content: [{ type: 'text', text: 'What is the weather in Paris?' }] }
const weather = { type: 'function', name: 'weather', inputSchema: { type: 'object', properties: {} } }
const loop = async (context) => {
  const first = await context.model(at('${tools.url}')).doGenerate({ prompt: [user], tools: [weather], abortSignal: context.signal })
  const call = first.content.find(({ type }) => type === 'tool-call') ?? context.fail('no tool was called')
  const said = { role: 'assistant', content: [{ ...call, input: {} }] }
  const output = { type: 'text', value: 'sunny' }
  const told = { role: 'tool', content: [{ type: 'tool-result', toolCallId: call.toolCallId, toolName: call.toolName, output }] }
  const { stream } = await context.model(at('${plain.url}')).doStream({ prompt: [user, said, told], abortSignal: context.signal })
  let text = ''
  for await (const part of stream) if (part.type === 'text-delta') text += part.delta
  return text.includes('sunny') ? text : context.fail('no weather')
}
`

const body = (): string => `
import { concurrent, expect, price, rate, task, test } from 'vitest-llm-bench'
${agent()}
const ours = price({ inputPerMTok: 1000, outputPerMTok: 2000, name: 'ours' })
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

test('agents', async ({ bench }) => {
  const tools = task('asks for the weather', loop, { price: { 'mock-model': ours } })
  expect(await tools()).toBe('it is sunny today')
  const run = await bench('loop', { requests: 30, warmup: 1, load: concurrent(2) }, tools).run()
  expect(run).toHaveP50Below(10_000)
  expect(run).toHaveMeanBelow(10_000)
  expect(run).toHaveSuccessRateAbove(0.5)
  expect(run).toHaveGoodputAbove(0.5, { latency: 10_000 })
  expect(run).toMeetSLO({ latency: { p50: 10_000 } })
  expect(run).toHaveThroughputAbove(0.01, { of: 'tasks' })
  expect(run).toSaveCostVs(price({ inputPerMTok: 100_000, outputPerMTok: 200_000 }), 0.9)
  expect(() => expect(run).toHaveThroughputAbove(1)).toThrow("claim { of: 'tasks' }")
  expect(() => expect(run).toHaveP50Below(1, { of: 'ttft' })).toThrow('ttft was not measured: the run is of a task')
  expect(() => expect(run).toMeetSLO({ tpot: { p50: 1 } })).toThrow('the run is of a task')
  expect(() => expect(run).toLoadWithin(5)).toThrow(/^toLoadWithin: [^\\n]*$/)
  expect(() => expect(run).toRunOn('cpu')).toThrow(/^toRunOn: [^\\n]*$/)
  expect(() => expect(run).toFitInMemory('8 GB')).toThrow(/^toFitInMemory: [^\\n]*$/)
})

test('outcomes', async ({ bench }) => {
  const outcome = task('ends in every way', async (context) => {
    context.step()
    context.usage({ model: 'big', inputTokens: 100, outputTokens: 10 })
    if (context.index % 4 === 0) context.fail('not this time')
    context.step()
    if (context.index % 4 === 1) throw new TypeError('a mistake with sk-planted-0123456789')
    if (context.index % 4 === 2) {
      context.succeed({ found: context.index })
      await sleep(40)
    }
    return 'late'
  }, { price: ours })
  await bench('outcomes', { requests: 16, warmup: 0, load: rate(400) }, outcome).run()
  const unpriced = task('without a price', ({ usage }) => usage({ model: 'big', inputTokens: 1, outputTokens: 1 }))
  const run = await bench('unpriced', { requests: 5, warmup: 0 }, unpriced).run()
  expect(() => expect(run).toSaveCostVs(ours, 0.5)).toThrow('no call of without a price has a price')
  const slow = task('hangs', async ({ index }) => void (index === 0 ? await sleep(1e6) : await sleep(1)), { timeout: 30 })
  await bench('timed out', { requests: 3, warmup: 0 }, slow).run()
  const quick = task('quick', async () => await sleep(2))
  const compared = await bench.compare(
    bench('one', { requests: 16, warmup: 0 }, quick),
    bench('two', { requests: 16, warmup: 0 }, slow),
  )
  expect(() => expect(compared.get('one')).toOutperform(compared.get('two'))).not.toThrow(/undefined/)
})

test('loads', async ({ loadSweep, findMaxLoad }) => {
  const quick = task('quick', async () => await sleep(2))
  const levels = await loadSweep('steps', quick, { concurrency: [1, 2], requests: 12, warmup: 0 })
  expect(levels.map(({ level, run }) => [level, run.record.requests.succeeded])).toEqual([[1, 12], [2, 12]])
  expect(levels[1].run).toHaveP50Below(10_000)
  const options = { slo: { latency: { p50: 10_000 } }, rate: [100, 200], requests: 20, warmup: 0 }
  const found = await findMaxLoad('most', quick, options)
  expect(found.unit).toBe('requests/s')
  expect(found.levels.every(({ run }) => run.record.task.perSecond.perSecond > 0)).toBe(true)
})

test('money', async ({ bench }) => {
  const dear = task('dear', ({ usage }) => {
    usage({ model: 'big', inputTokens: 1000, outputTokens: 0 })
    usage({ model: 'other', inputTokens: 1, outputTokens: 1 })
  }, { price: { big: ours } })
  const run = await bench('limited', { requests: 50, warmup: 1, maxUsd: 6 }, dear).run()
  expect(run).toCostLessThan(2, { accept: ['estimated'] })
  const none = bench('nothing', { requests: 5, warmup: 2, maxUsd: 1.5 }, dear)
  await expect(none.run()).rejects.toThrow('1.5, of which $0.50 are left where an execution has cost more,')
  await bench('spends', { requests: 200, warmup: 0 }, dear).run()
  const after = bench('after', { requests: 1, warmup: 0 }, dear)
  await expect(after.run()).rejects.toThrow('was not begun: stopped by llmBench({ maxUsd: 60 })')
  const local = ({ usage }) => usage({ model: 'local', inputTokens: 1, outputTokens: 1 })
  const free = task('costs nothing', local, { price: price({ inputPerMTok: 0, outputPerMTok: 0 }) })
  await bench('free', { requests: 3, warmup: 0 }, free).run()
})
`

const noPrice = 'the price of calls of other'

test('a loop of tools, and every way in which a task can end', async () => {
  await using project = makeProject({ 'vitest.config.ts': configFile('maxUsd: 60'), 'tasks.bench.ts': body() })
  await using vitest = startVitest(project, ['bench', '--run'], { OUR_KEY: 'sk-planted-0123456789' })
  const { exitCode, output } = await vitest.ended
  expect(exitCode, output).toBe(0)
  expect(validateReport(project.report())).toEqual([])
  const run = runOf(project, 'loop')
  expect(run).toMatchObject({
    provenance: 'measured',
    target: { kind: 'task', model: 'asks for the weather', timedIn: 'worker' },
    workload: { kind: 'task' },
    requests: { attempted: 30, failed: 0 },
    task: { steps: { n: 30, mean: 2 }, calls: 60, models: [{ model: 'mock-model', executions: 30 }] },
    throughput: { tokensPerSecond: null },
    tokens: { source: 'usage' },
    cost: { basis: 'tokens', unknown: [] },
  })
  // Undefined, not zero.
  for (const name of ['ttft', 'ttfv', 'tpot', 'interChunk', 'decodeSpeed', 'prefillSpeed'] as const)
    expect(run.metrics[name]).toMatchObject({ n: 0, p50: null, mean: null })
  const { input, output: out } = run.tokens
  expect(run.cost?.usdPerRequest).toBeCloseTo(((input ?? 0) * 0.001 + (out ?? 0) * 0.002) / 30, 9)
  expect(run.checks.map(({ id }) => id)).toContain('event-loop-lag')
  expect(run.checks.find(({ id }) => id === 'timed-in-worker')).toMatchObject({ status: 'ok' })
  expect(samplesOf(project, 'loop').every(({ text }) => text === 'it is sunny today')).toBe(true)

  const outcomes = runOf(project, 'outcomes')
  expect(outcomes).toMatchObject({
    requests: { attempted: 16, succeeded: 8, failures: { 'task-failed': 4, 'task-error': 4 } },
    task: { calls: 16, models: [{ model: 'big', executions: 16 }], steps: { n: 8, mean: 2 } },
  })
  // What failed is paid for by what succeeded.
  expect(outcomes.cost?.usdPerRequest).toBeCloseTo((16 * (100 * 0.001 + 10 * 0.002)) / 8, 9)
  const ends = measuredOf(project, 'outcomes')
  const early = ends.filter(({ index }) => index % 4 === 2)
  expect(early.map(({ text }) => text)).toEqual(early.map(({ index }) => JSON.stringify({ found: index })))
  expect(early.every(({ end, over = end }) => over - end > 30)).toBe(true)
  expect(JSON.stringify(ends)).not.toContain('planted')
  expect(ends.find(({ index }) => index === 1)).toMatchObject({ failure: { message: 'a mistake with <secret>' } })
  expect(runOf(project, 'timed out').requests).toMatchObject({ succeeded: 2, failures: { 'total-timeout': 1 } })
  // One of the warm-up, and five; calls without a price are said, and count nothing.
  const limited = runOf(project, 'limited')
  expect(limited).toMatchObject({ requests: { attempted: 5 }, load: { endedBy: 'cost' }, task: { usd: 5 } })
  expect(limited.cost).toMatchObject({ usdPerRequest: 1, interval: { low: 1, high: 1 }, unknown: [noPrice] })
  expect(output).toContain(
    `limited: maxUsd counts no call whose cost is unknown (${noPrice}): give task(name, execute, { price })`,
  )
  expect(output).toMatch(/limited: executions begin until one as dear as the dearest so far might pass \$6;/u)
  expect(output).toMatch(/spends: stopped by llmBench\(\{ maxUsd: 60 \}\): \$[\d.]+ of \$60 are spent/u)
  expect(runOf(project, 'free').requests).toMatchObject({ succeeded: 3, failed: 0 })
  const spent = project.report().runs.reduce((sum, { task }) => sum + (task?.usd ?? 0), 0)
  expect(spent).toBeGreaterThan(50)
  expect(spent).toBeLessThanOrEqual(60)
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toContain('task: a function of the test')
  expect(markdown).toContain('Tasks/s')
})

test('Ctrl-C keeps the executions that are over', async () => {
  await using project = makeProject({
    'long.bench.ts': `
import { task, test } from 'vitest-llm-bench'
test('long', async ({ bench }) => {
  const short = task('short', async () => await new Promise((resolve) => setTimeout(resolve, 2)))
  await bench('long', { requests: 1_000_000 }, short).run()
})`,
  })
  await using vitest = startVitest(project, ['bench', '--run'])
  const deadline = Date.now() + 60_000
  while (measuredOf(project, 'long').length < 50) {
    if (Date.now() > deadline) throw new Error(vitest.output())
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  vitest.signal('SIGINT')
  const { output } = await vitest.ended
  expect(project.exists('llm-bench-report/report.json'), output).toBe(true)
  const run = runOf(project, 'long')
  expect(run.state).toBe('partial')
  expect(run.requests.succeeded).toBeGreaterThanOrEqual(50)
  // The worker, which makes them, may end a little after the report was written.
  expect(run.requests.succeeded).toBeLessThanOrEqual(measuredOf(project, 'long').length)
  expect(run.task).toMatchObject({ calls: 0, usd: null, steps: { n: 0 } })
})
