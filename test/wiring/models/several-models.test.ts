import { expect, test } from 'vitest'
import type { RunRecord } from '../../../src/record/run.ts'
import type { SeveralRecord } from '../../../src/record/several/several.ts'
import { makeProject } from '../../support/project.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

const bench = `
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest-llm-bench'

const work = (model) => model.complete({ tokens: 8 }, { maxTokens: 4, ignoreEos: true })
const micro = (name) => ({ spec: 'synthetic:micro', name })

function hosts() {
  const isHost = (pid) => {
    try {
      const command = readFileSync('/proc/' + pid + '/cmdline', 'utf8')
      return command.includes('model-host') && command.includes(process.cwd())
    } catch {
      return false
    }
  }
  return readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name) && isHost(name)).map(Number)
}

test('a pair', async ({ models }) => {
  const all = await models([micro('one'), micro('two')], { loading: 'parallel' })
  const [first] = all
  expect(first).toBe(all.one)
  const accepted = []
  const short = Object.assign(({ output }) => ({ name: 'short', score: output.length < 2 }), { accept: ({ spec }) => accepted.push(spec) })
  const text = (model) => model.complete('Why?', { maxTokens: 4, ignoreEos: true })
  const measured = await all.measure('pair', text, { rounds: 5, requests: 2, score: [short] })
  // Before anything is measured, and before the answers of each run are scored.
  expect(accepted).toHaveLength(2 + 4)
  await expect(all.measure('tokens', work, { score: [short] })).rejects.toThrow(
    'measure("tokens", ask, { score }): a list of scorers with random tokens is not allowed here')
  const { alone, together } = measured.of('one')
  expect(together).toBe(measured.of('one').beside('two'))
  expect(measured.of('one')).toSlowDownBy('two', { atMost: 500 })
  expect(together).toSlowDownBy(alone, { atMost: 500 })
  expect(together.samples.every(({ phase }) => phase === 'measured')).toBe(true)
  expect(() => measured.of('three')).toThrow('there are one, two')
})

test('a budget of memory', async ({ models }) => {
  const { one, measure } = await models([micro('one'), micro('two')])
  expect(one.info.threads).toBe(1)
  await measure('routed', work, { route: { weights: { one: 3, two: 1 } }, requests: 8 })
  const tight = await models([micro('first'), micro('second')], { memoryBudget: '200 MB' })
  const measured = await tight.measure('tight', work, { route: 'round-robin', requests: 3 })
  expect(measured.of('first').together).toSwitchWithin(60_000, { percentile: 50 })
  await expect(tight.measure('all at once', work)).rejects.toThrow('raise it, or hand requests out')
})

test('five, of which one is killed', async ({ models }) => {
  const before = hosts()
  const five = await models(['a', 'b', 'c', 'd', 'e'].map(micro))
  const [victim] = hosts().filter((pid) => !before.includes(pid)).toSorted((one, other) => other - one)
  setTimeout(() => process.kill(victim, 'SIGKILL'), 400)
  const measured = await five.measure('five', work, { rounds: 2, requests: 1 })
  expect(measured.models.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
  expect(() => measured.of('e')).toThrow('it broke')
})
`

test('models are measured side by side, evicted for each other, and go on when one of them is killed', async () => {
  await using project = makeProject({ 'several.bench.ts': bench })
  const { output, exitCode } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('(3 tests | 1 failed)')
  expect(output).toContain('1 of the models broke, the others were measured: "e": the process running')
  expect(await remainingHosts(project)).toEqual([])

  const { runs, several } = project.report()
  const named = (name: string): SeveralRecord | undefined => several.find((one) => one.name === name)
  const states = (name: string): string[] => runsOf(runs, name).map(({ state }) => state)
  expect(several.map(({ name, route }) => [name, route])).toEqual([
    ['pair', 'all'],
    ['routed', 'weights'],
    ['tight', 'round-robin'],
    ['five', 'all'],
  ])

  expect(named('pair')).toMatchObject({ loading: 'parallel', models: [{ model: 'one' }, { model: 'two' }] })
  const scores = named('pair')?.models.map((model) => model.scores)
  const known = { name: 'short', alone: expect.any(Number) as number, together: expect.any(Number) as number }
  expect(scores).toEqual([[known], [known]])
  expect(named('routed')?.models[0]?.scores).toEqual([])
  expect(named('pair')?.slowdowns.map(({ model, beside }) => [model, beside])).toEqual([
    ['one', ['two']],
    ['two', ['one']],
  ])
  expect(named('pair')?.all).toMatchObject({ threads: 2, peakRssBytes: expect.any(Number) as number })
  const beside = runs.find(({ name }) => name === 'pair: one with two')
  expect(beside?.versus).toMatchObject({ name: 'pair: one alone', metric: 'latency' })
  expect(beside?.cost?.parts.map(({ label }) => label)).toContain('models that share it evenly')

  expect(runsOf(runs, 'routed').map(({ requests }) => requests.attempted)).toEqual([6, 2])
  expect(named('routed')?.switches).toEqual([])

  const switches = runsOf(runs, 'tight').flatMap((run) => run.switches)
  expect(switches.map(({ model, evicted }) => [model, evicted])).toContainEqual(['first', ['second']])
  expect(switches.every(({ totalMs, loadMs }) => totalMs !== null && loadMs !== null && totalMs > loadMs)).toBe(true)

  expect(states('five').filter((state) => state === 'complete')).toHaveLength(8)
  const broken = runsOf(runs, 'five').filter(({ state }) => state === 'partial')
  expect(broken.every(({ together }) => together?.model === 'e')).toBe(true)
  expect(named('five')?.missing).toEqual([{ model: 'e', reason: expect.stringContaining('SIGKILL') as string }])
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toContain('## Several models')
  expect(markdown).toMatch(/beside two \|/u)
  expect(markdown).toContain('Switches to a model that was not loaded')
  expect(markdown).toMatch(/USD per request \| +Quality \|/u)
  expect(output).toContain('switches to first: p50')
})

function runsOf(runs: readonly RunRecord[], name: string): RunRecord[] {
  return runs.filter(({ together }) => together?.name === name)
}
