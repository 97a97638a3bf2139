import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest, startVitest } from '../../support/vitest.ts'

const together = `
import { existsSync, writeFileSync } from 'node:fs'
/** Waits until all files have come so far. */
export async function meet(name: string, ...others: string[]): Promise<void> {
  writeFileSync(name + '.here', '')
  for (let look = 0; look < 1000 && !others.every((other) => existsSync(other + '.here')); look++)
    await new Promise((resolve) => setTimeout(resolve, 20))
}
export function write(name: string, run: { samples: readonly { sent: number; end: number }[] }): void {
  const [sent, end] = [run.samples.map((one) => one.sent), run.samples.map((one) => one.end)]
  writeFileSync(name + '.json', JSON.stringify([Math.min(...sent), Math.max(...end)]))
}
`

test('runs of other resources are measured at the same time and know of each other, the machine is waited for', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile('', 'maxWorkers: 2'),
    'together.ts': together,
    'local.test.ts': `
import { expect, test } from 'vitest-llm-bench'
import { meet, write } from './together.ts'
test('local', async ({ model, measure }) => {
  const llama = await model('synthetic:micro')
  const workload = llama.complete({ tokens: 8 }, { maxTokens: 4 })
  await meet('local', 'served')
  const run = await measure(workload, { name: 'on the processor', duration: 1000, lock: 'resource' })
  write('local', run)
  // Also what passes here is said to have had somebody beside it.
  expect(run).toHaveP50Below(60_000)
  write('whole', await measure(workload, { name: 'alone', requests: 5 }))
})
`,
    'served.test.ts': `
import { concurrent, simulated, test } from 'vitest-llm-bench'
import { startMockServer } from 'vitest-llm-bench/mock-server'
import { meet, write } from './together.ts'
test('served', async ({ endpoint, measure }) => {
  await using server = await startMockServer({ ttft: 5, interToken: 1 })
  const mock = (await endpoint(server.url)).chat('Why?', { maxTokens: 4 })
  const none = simulated({ ttft: 5, tpot: 1 }).chat('Why?', { maxTokens: 4 })
  await meet('served', 'local')
  // Two loads of one worker, which have no load host in common.
  const [run, beside] = await Promise.all([
    measure(mock, { name: 'a server', duration: 3000, load: concurrent(2), lock: ['mock server'] }),
    measure(none, { name: 'nobody', duration: 2500, lock: 'resource' }),
  ])
  write('served', run)
  write('simulated', beside)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['run'])
  expect(exitCode, output).toBe(0)
  const { runs } = project.report()
  expect(Object.fromEntries(runs.map(({ name, lock }) => [name, lock]))).toEqual({
    'on the processor': { resources: ['cpu'], beside: expect.toSatisfy(isOf('a server', 'nobody')) },
    alone: null,
    'a server': { resources: ['mock server'], beside: expect.toSatisfy(isOf('nobody', 'on the processor')) },
    nobody: { resources: [], beside: expect.toSatisfy(isOf('a server', 'on the processor')) },
  })
  const [local, served, simulated, whole] = ['local', 'served', 'simulated', 'whole'].map(
    (name) => JSON.parse(project.read(`${name}.json`)) as [number, number],
  )
  for (const [one, other] of [
    [local, served],
    [local, simulated],
    [served, simulated],
  ] as const)
    expect(overlap(one, other)).toBe(true)
  for (const other of [local, served, simulated]) expect(overlap(whole, other)).toBe(false)
  const measured = runs.find(({ name }) => name === 'on the processor')
  expect(measured?.checks.find(({ id }) => id === 'measured-beside')).toMatchObject({ status: 'warning' })
  expect(measured?.checks.find(({ id }) => id === 'other-hosts')?.status).not.toBe('invalid')
  expect(measured?.energy).toBeNull()
})

function isOf(...names: string[]): (beside: readonly string[]) => boolean {
  return (beside) => names.every((name) => beside.includes(name)) && beside.length === names.length
}

function overlap(one: [number, number] | undefined, other: [number, number] | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return one[0] < other[1] && other[0] < one[1]
}

const bench = (duration: number): string => `
import { simulated, test } from 'vitest-llm-bench'
test('a', async ({ bench }) => {
  await bench('of one process', { duration: ${duration} }, simulated({ ttft: 5, tpot: 1 }).chat('Why?', { maxTokens: 4 })).run()
})
`

test('another Vitest on this machine is waited for, and no more once it was killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const env = { LLM_BENCH_LOCKS: folder }
  await using first = makeProject({ 'a.bench.ts': bench(100_000) })
  await using second = makeProject({ 'a.bench.ts': bench(100) })
  await using holder = startVitest(first, ['bench', '--run'], env)
  await expect.poll(() => readdirSync(folder).some((name) => name.endsWith('.begun')), { timeout: 60_000 }).toBe(true)
  await using waiting = startVitest(second, ['bench', '--run'], env)
  await waiting.printed(/of one process: waits for of one process of another Vitest/)
  holder.signal('SIGKILL')
  const { exitCode, output } = await waiting.ended
  expect(exitCode, output).toBe(0)
  expect(second.report().runs[0]).toMatchObject({ state: 'complete', lock: null })
  // Whoever joins next removes what the killed one left.
  expect(readdirSync(folder).every((name) => name.startsWith('000000000001-'))).toBe(true)
})
