import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { makeProject, type Project } from '../../support/project.ts'
import { hostsOf, runVitest, startVitest } from '../../support/vitest.ts'

const cli = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

const bench = (claims: string): string => `
import { expect, test } from 'vitest-llm-bench'
test('launches', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('short', { launches: 3, requests: 60 }, llama.complete('Why?', { maxTokens: 4 })).run()
  ${claims}
})
`

test('claims say over how many launches they hold, and baselines keep launches', async () => {
  await using project = makeProject({ 'a.bench.ts': bench("expect(run).toNotRegressFrom('main', { by: 0.9 })") })
  const saved = await runVitest(project, ['bench', '--run', '--mode', 'baseline'])
  expect(saved.exitCode, saved.output).toBe(0)
  project.write({
    'a.bench.ts': bench(`
  expect.soft(run).not.toNotRegressFrom('main', { by: 0.9, accept: ['invalid-baseline'] })
  expect.soft(run).toHaveMeanBelow(0.001)
  expect.soft(run).toHaveThroughputAbove(1e9)
  expect.soft(run).toHaveP50Below(0.001)`),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  const told = (claim: RegExp): string => claim.exec(output)?.[0] ?? output
  expect(told(/expected median latency not at most.*\n/u)).toContain('(n = 60 over 3 launches, 90 % interval')
  expect(told(/expected mean of latency over launches below.*\n/u)).toContain('(n = 60 over 3 launches, 90 % interval')
  expect(told(/expected throughput over launches above.*\n/u)).toContain('(n = 60 over 3 launches, 90 % interval')
  expect(told(/expected p50 of latency below.*\n/u)).toContain('(n = 60 over 3 launches, ')
  expect(output).toMatch(/judged by one value each of 3 launches; it would have seen \d/u)
})

test('comparisons of arms rest on one value a launch, and say of how many', async () => {
  await using project = makeProject({
    'a.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('arms', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const options = { launches: 3, requests: 30 }
  const answer = llama.complete('Why?', { maxTokens: 4 })
  const result = await bench.compare(bench('one', options, answer), bench('other', options, answer))
  const [one, other] = [result.get('one'), result.get('other')]
  expect.soft(one).toOutperform(other, { by: 0.99 })
  expect.soft(one).toBeEquivalentTo(other, { within: 0.000_01 })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  const interval = String.raw`observed ratio \S+ \(n = 30 over 3 launches, 90 % interval \S+ to \S+\): \w+\n`
  expect(output).toMatch(new RegExp(`expected latency more than 99 % below that of "other", ${interval}`, 'u'))
  expect(output).toMatch(new RegExp(`expected latency within 0\\.001 % of that of "other", ${interval}`, 'u'))
  expect(output.match(/3 launches of each, p [=<] \S+ of no difference; medians/gu)).toHaveLength(2)
  expect(output.match(/judged by one value each of 3 launches/gu)).toHaveLength(2)
})

/** Waits until a request of the second launch is written down. */
async function secondLaunchOf(project: Project): Promise<void> {
  const deadline = Date.now() + 120_000
  const isSecond = (): boolean => {
    const lines =
      project
        .journals()
        .at(-1)
        ?.filter((line) => line.includes('"phase":"measured"')) ?? []
    return lines.some((line) => line.includes('"slot":1'))
  }
  while (!isSecond() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100))
}

test('what finished launches measured is kept when a later one is killed, which one line says', async () => {
  await using project = makeProject({
    'a.bench.ts': bench('').replace('requests: 60', 'requests: 3000'),
  })
  await using vitest = startVitest(project, ['bench', '--run'])
  await secondLaunchOf(project)
  const [host] = hostsOf(project)
  process.kill(host ?? 0, 'SIGKILL')
  const { exitCode, output } = await vitest.ended
  expect(exitCode).toBe(1)
  const [run] = project.report().runs
  expect(run).toMatchObject({ state: 'partial', load: { endedBy: 'crash' } })
  expect(run?.launches.map(({ kind }) => kind)).toEqual(['launch', 'launch'])
  expect(run?.launches[0]?.requests).toBe(1000)
  const line = /was ended by SIGKILL; .*; this ended launch 2 of 3 of "short", the one before it is kept$/mu
  expect(output).toMatch(line)
  expect(run?.error).toMatch(line)
})

test('what finished launches measured is kept where a later one does not start', async () => {
  await using project = makeProject({
    'server.mjs': `
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
if (existsSync('was-here')) throw new Error('no second time')
writeFileSync('was-here', '')
createServer((request, response) => {
  if (request.method === 'GET') return response.end('{"data":[{"id":"tiny"}]}')
  request.resume()
  response.setHeader('content-type', 'text/event-stream')
  const usage = { prompt_tokens: 3, completion_tokens: 1 }
  response.write('data: ' + JSON.stringify({ choices: [{ delta: { content: 'so' } }] }) + '\\n\\n')
  response.write('data: ' + JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }], usage }) + '\\n\\n')
  response.end('data: [DONE]\\n\\n')
}).listen(Number(process.argv[2]), '127.0.0.1')
`,
    'a.bench.ts': `
import { test } from 'vitest-llm-bench'
test('launches', async ({ bench, server }) => {
  const once = await server.command({ command: process.execPath, args: ['server.mjs', '{port}'], name: 'once' })
  await bench('once', { launches: 3, requests: 12 }, once.chat('Why?', { maxTokens: 1 })).run()
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  const [run] = project.report().runs
  expect(run?.state).toBe('partial')
  expect(run?.launches.map(({ requests }) => requests)).toEqual([4])
  expect(run?.error).toMatch(/once.*; this ended launch 2 of 3 of "once", the one before it is kept$/u)
})

test('after Ctrl-C finished launches are in a partial report, which claims only what they settle', async () => {
  await using project = makeProject({ 'a.bench.ts': bench('') })
  expect((await runVitest(project, ['bench', '--run'])).exitCode).toBe(0)
  renameSync(join(project.folder, 'llm-bench-report'), join(project.folder, 'whole'))
  project.write({
    'a.bench.ts': bench('expect(run).toHaveP50Below(10_000)').replace('requests: 60', 'requests: 3000'),
  })
  await using vitest = startVitest(project, ['bench', '--run'])
  await secondLaunchOf(project)
  vitest.signal('SIGINT')
  await vitest.ended
  const [run] = project.report().runs
  expect(run).toMatchObject({ state: 'partial', claims: [] })
  expect(run?.launches[0]?.requests).toBe(1000)
  const words = ['compare', 'whole/report.json', 'llm-bench-report/report.json', '--by', '0.9']
  const compared = await execa(process.execPath, ['--no-warnings', cli, ...words], {
    cwd: project.folder,
    reject: false,
  })
  expect(compared.exitCode, compared.stderr).toBe(3)
  expect(compared.stdout).toMatch(/short.* inconclusive/u)
  expect(compared.stdout).toContain('the run ended early')
})
