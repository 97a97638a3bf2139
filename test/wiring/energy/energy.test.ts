import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const micro = `const llama = await model('synthetic:micro')
  const workload = llama.complete('Why?', { maxTokens: 4, ignoreEos: true })`

test('declared watts, a meter of the bench and one of the configuration tell the energy of a run', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(`electricity: { usdPerKwh: 0.3 },
      energy: { name: 'wall', every: 50, accuracy: { share: 0.01 }, read: () => 40 }`),
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('wall', async ({ bench, model }) => {
  ${micro}
  const run = await bench('wall', { duration: 1200 }, workload).run()
  expect(run).toUseLessEnergyThan(1000, { per: 'token' })
})
test('own', async ({ bench, model }) => {
  ${micro}
  let joules = 0
  const read = () => (joules += 2)
  await bench('own', { duration: 1200, energy: { read, unit: 'J', every: 100, name: 'counter' } }, workload).run()
})
test('declared', async ({ bench, model }) => {
  ${micro}
  await bench('declared', { requests: 5, energy: { watts: 25, idleWatts: 5 } }, workload).run()
})
test('off', async ({ bench, model }) => {
  ${micro}
  await bench('off', { requests: 5, energy: 'off' }, workload).run()
})
test('missing', async ({ bench, model }) => {
  ${micro}
  await bench('missing', { requests: 5, energy: 'macmon' }, workload).run()
})
test('pair', async ({ bench, model }) => {
  ${micro}
  const options = { requests: 40, energy: { watts: 25 } }
  await bench.compare(bench('one', options, workload), bench('other', options, workload))
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const runs = new Map(project.report().runs.map((run) => [run.name, run]))
  const wall = runs.get('wall')
  expect(wall?.energy).toMatchObject({ meter: 'wall', provenance: 'measured', scope: 'system', refusal: null })
  expect(wall?.energy?.grossJoules).toBeCloseTo((40 * (wall?.energy?.windowMs ?? 0)) / 1000, 6)
  expect(wall?.energy?.interval?.confidence).toBe(0.9)
  expect(wall?.energy?.tokensPerJoule).toBeCloseTo(1 / (wall?.energy?.joulesPerOutputToken ?? 0), 9)
  expect(wall?.cost).toMatchObject({ basis: 'energy', interval: { confidence: 0.9 } })
  expect(runs.get('own')?.energy).toMatchObject({ meter: 'counter', refusal: null, accuracy: null })
  const declared = runs.get('declared')
  expect(declared?.energy).toMatchObject({ meter: null, provenance: 'declared', interval: null, idleWatts: 5 })
  expect(declared?.energy?.netJoules).toBeCloseTo(0.8 * (declared?.energy?.grossJoules ?? 0), 9)
  expect(declared?.cost).toMatchObject({ basis: 'electricity', kind: 'declared' })
  expect(declared?.cost?.parts[0]).toMatchObject({ label: 'power', value: 25 })
  expect(runs.get('off')?.energy).toBeNull()
  expect(runs.get('missing')?.energy).toMatchObject({ grossJoules: null, refusal: { code: 'no-meter' } })
  expect(output).toContain('missing: no energy, the meter macmon does not work here: it is one of macOS')
  for (const name of ['one', 'other']) {
    const pair = runs.get(name)
    expect(pair?.energy?.windowMs).toBeCloseTo(pair?.throughput.windowMs ?? 0, 6)
  }
  // The raw readings are in the journals, and no journal is called damaged for it.
  const lines = project.journals().flat()
  const readings = lines.filter((line) => line.startsWith('{"energy":')).map((line) => JSON.parse(line).energy)
  expect(readings.map(({ meter }) => meter)).toEqual(expect.arrayContaining(['wall', 'counter']))
  expect(readings[0].at.length).toBe(readings[0].values.length)
})

test('an idle machine is watched first, and an address is another machine unless its bench says otherwise', async () => {
  const server = await spawnMockServer({ ttft: 4, interToken: 1, tokens: 8 })
  await using project = makeProject({
    'vitest.config.ts': configFile(`energy: { name: 'wall', every: 50, read: () => 40 }`),
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('idle', async ({ bench, model }) => {
  ${micro}
  const read = () => 40
  await bench('idle', { duration: 1200, energy: { read, every: 50, idle: 1200 } }, workload).run()
})
test('address', async ({ bench, endpoint }) => {
  const api = await endpoint(${JSON.stringify(server.url)})
  const chat = api.chat('Why?', { maxTokens: 8 })
  const run = await bench('elsewhere', { requests: 5 }, chat).run()
  expect(() => expect(run).toUseLessEnergyThan(1)).toThrow('(elsewhere)')
  await bench('here', { requests: 5, energy: { watts: 20 } }, chat).run()
})
test('fails', async ({ bench, model }) => {
  ${micro}
  const read = () => { throw new Error('the meter is unplugged') }
  await bench('unplugged', { requests: 5, energy: { read } }, workload).run()
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  await server.close()
  expect(exitCode, output).toBe(0)
  const runs = new Map(project.report().runs.map((run) => [run.name, run]))
  const idle = runs.get('idle')?.energy
  expect(idle?.idleWatts).toBeCloseTo(40, 6)
  expect(idle?.netJoules).toBeCloseTo(0, 6)
  expect(idle?.netInterval?.low).toBeLessThan(0)
  expect(runs.get('elsewhere')?.energy).toMatchObject({ refusal: { code: 'elsewhere' } })
  expect(runs.get('elsewhere')?.cost).toBeNull()
  expect(runs.get('here')?.energy).toMatchObject({ provenance: 'declared', refusal: null })
  expect(runs.get('unplugged')?.energy?.refusal).toEqual({
    code: 'no-meter',
    reason: 'the meter custom does not work here: its read() failed: the meter is unplugged',
  })
})
