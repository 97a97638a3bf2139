import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { whyNoLlamaServer } from './why-no-llama-server.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

test("llama-server's router on two small models: listed, loaded, switched to, measured and unloaded", async ({
  skip,
}) => {
  const missing = whyNoLlamaServer()
  skip(missing !== '', missing)
  await using project = makeProject({
    'router.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('router', async ({ bench, models, server, router }) => {
  const llama = await server.llamaServer({
    models: { small: 'synthetic:micro', half: 'synthetic:micro@F16' },
    maxLoaded: 1,
    threads: 1,
    contextSize: 512,
    args: ['--log-timestamps'],
  })
  expect((await llama.models()).map(({ name, state }) => name + ' ' + state)).toEqual(['half unloaded', 'small unloaded'])
  const half = llama.model('half')
  const load = await half.load()
  expect(load).toMatchObject({ loaded: 'now', by: 'call', evicted: [], evictMs: null })
  expect(load.ms).toBeGreaterThanOrEqual(load.loadMs)
  const warm = await bench('warm', { requests: 4 }, half.chat('Why?', { maxTokens: 8 })).run()
  expect(warm.record).toMatchObject({ loadTimeMs: load.loadMs, loadState: { loaded: 'now' } })
  expect(warm).toLoadWithin(60000)
  const run = await bench('switch', { requests: 5, warmup: 1 }, half.switchTo('Why?', { from: 'small', maxTokens: 16 })).run()
  expect(run).toSwitchWithin(60000, { percentile: 50 })
  expect(await llama.loaded()).toEqual(['half'])
  const { measure, small } = await models([llama.model('small'), half])
  expect(small.name).toBe('small')
  const ask = (model) => model.chat('Why?', { maxTokens: 16 })
  await expect(measure('at once', ask)).rejects.toThrow('the server had let "small" go by the time all were loaded')
  const measured = await measure('in turns', ask, { route: 'round-robin', requests: 6 })
  expect(measured.missing).toEqual([])
  expect(measured.of('half').together).toSwitchWithin(60000, { percentile: 50 })
  const [a, b] = [await half.unload(), await half.unload()]
  expect([a.unloaded, b.unloaded]).toEqual([true, false])
  expect(await router(llama.url).model('small').load()).toMatchObject({ loaded: 'now' })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(validateReport(project.report())).toEqual([])
  const warm = runOf(project, 'warm')
  expect(warm.target).toMatchObject({
    kind: 'server',
    model: 'half',
    quantization: 'F16',
    contextSize: 512,
    threads: 1,
    configuration: { slots: 4, arguments: expect.stringContaining('--models-max 1') as string },
  })
  expect(warm.target.parameters).toBeGreaterThan(1_000_000)
  expect(warm).toMatchObject({ provenance: 'synthetic', switches: [], server: { server: 'llama-server' } })
  expect(warm.checks.map(({ id }) => id)).not.toContain('model-loaded')
  const { switches, checks } = runOf(project, 'switch')
  expect(switches).toHaveLength(5)
  for (const one of switches) {
    expect(one).toMatchObject({ model: 'half', evicted: ['small'], error: null })
    const { evictMs, loadMs, firstTokenMs, totalMs } = one
    expect((evictMs ?? 0) + (loadMs ?? 0) + (firstTokenMs ?? 0)).toBeLessThanOrEqual((totalMs ?? 0) + 1e-6)
  }
  expect(checks.find(({ id }) => id === 'model-loaded')?.status).toBe('invalid')
  const inTurns = project.report().runs.filter(({ together }) => together?.name === 'in turns')
  expect(inTurns.map(({ together, switches: made }) => [together?.model, made.length])).toEqual([
    ['small', 3],
    ['half', 3],
  ])
  expect(inTurns.map(({ loadTimeMs }) => loadTimeMs === null)).toEqual([false, false])
  if (process.platform !== 'linux') return
  // That of the process with this model, which has a megabyte or two of it; the router's own is not in it.
  expect(warm.memory.peakRssBytes).toBeGreaterThan(5e6)
  for (const { memory } of [warm, ...inTurns]) {
    // One that made room at once may have lived between two looks of a busy machine, and is then not known.
    expect(memory.peakRssBytes ?? 6e6).toBeGreaterThan(5e6)
    expect(memory.declared).toBeNull()
  }
})

test('what waits for a load is told of any endpoint, and what cannot fit is not sent', async () => {
  const models = ['a', 'b']
  const common = { models, mostLoaded: 1, unloadTime: 20, coldStart: 80, ttft: 5, interToken: 1, tokens: 4 }
  await using swap = await spawnMockServer({ ...common, software: 'llama-router' })
  await using apple = await spawnMockServer({ software: 'fm', models: ['system'], ttft: 2, interToken: 1, tokens: 6 })
  const chat = (model: string): string =>
    `endpoint('${swap.url}', { model: '${model}' }).chat('Why?', { maxTokens: 4 })`
  await using project = makeProject({
    'swaps.bench.ts': [
      imports,
      testOf(
        'compared',
        `await bench.compare(bench('a', { requests: 24 }, ${chat('a')}), bench('b', { requests: 24 }, ${chat('b')}))`,
      ),
      `test('fm', async ({ bench, router }) => {
        const fm = router.fm({ url: '${apple.url}' })
        expect(await fm.software()).toBe('fm serve')
        const system = fm.model('system')
        expect(() => system.chat({ tokens: 4000 }, { maxTokens: 100 })).toThrow('at most 4,096 tokens')
        await expect(system.load()).rejects.toThrow('has no call to load "system"')
        await bench('fm', { requests: 4 }, system.chat('Why?', { maxTokens: 4 })).run()
      })`,
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  for (const name of models) {
    const { switches, checks } = runOf(project, name)
    expect(switches.length, name).toBeGreaterThan(1)
    expect(switches.at(-1)?.evicted, name).toEqual(models.filter((other) => other !== name))
    expect(checks.find(({ id }) => id === 'model-loaded')?.message, name).toMatch(/^\d of 24 requests/)
  }
  const fm = runOf(project, 'fm')
  expect(fm.target).toMatchObject({ model: 'system', contextSize: 4096 })
  expect(fm.checks.find(({ id }) => id === 'early-stop')).toBeDefined()
})
