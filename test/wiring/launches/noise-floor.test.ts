import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const bench = (claims: string): string => `
import { expect, test } from 'vitest-llm-bench'
test('arms', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const result = await bench.compare(
    bench('a', { requests: 40 }, llama.complete('Why?', { maxTokens: 4 })),
    bench('b', { requests: 40 }, llama.complete('Why?', { maxTokens: 4 })),
  )
  const [a, b] = [result.get('a'), result.get('b')]
  const run = await bench('alone', { requests: 40 }, llama.complete('Why?', { maxTokens: 4 })).run()
  ${claims}
})
`

const claims = `
  expect.soft(run).toHaveMeanBelow(0.001)
  expect.soft(run).toHaveThroughputAbove(1e9)
  expect.soft(run).toHaveP50Below(0.001)
  expect.soft(run).not.toHaveSuccessRateAbove(0.2)
  expect.soft(run).toHaveGoodputAbove(0.9, { latency: 0.001 })
  expect.soft(a).toOutperform(b, { by: 0.99 })
  expect.soft(a).not.toBeEquivalentTo(b, { within: 0.99 })`

test('with one launch verdicts are of this launch, until the noise floor is known', { timeout: 400_000 }, async () => {
  await using project = makeProject({ 'vitest.config.ts': configFile(), 'a.bench.ts': bench(claims) })
  const without = await runVitest(project, ['bench', '--run'])
  const told = (output: string): (string | undefined)[] =>
    [
      'mean of latency',
      'throughput',
      'p50 of latency',
      'success rate',
      'goodput',
      'latency more than',
      'latency not within',
    ].map((what) => new RegExp(`expected ${what}.*\\n`, 'u').exec(output)?.[0])
  for (const line of told(without.output)) expect(line, without.output).toMatch(/\(n = 40 of this launch, /u)
  expect(without.output).toContain('measure several (bench option { launches: 5 }), or the noise floor')
  const claimed = project.report().runs.flatMap((run) => run.claims)
  expect(claimed).toHaveLength(7)
  expect(new Set(claimed.map(({ launches }) => JSON.stringify(launches)))).toEqual(
    new Set(['{"count":1,"kind":"launch","by":"requests"}']),
  )

  project.write({ 'a.bench.ts': bench('void [run, a, b, expect]') })
  const program = join(project.folder, 'node_modules/vitest-llm-bench/dist/src/cli/main.js')
  const noise = await execa(process.execPath, [program, 'noise', 'a.bench.ts', '--launches', '3'], {
    cwd: project.folder,
    reject: false,
    timeout: 300_000,
  })
  expect(noise.exitCode, noise.stderr).toBe(0)

  project.write({ 'a.bench.ts': bench(claims) })
  const { output } = await runVitest(project, ['bench', '--run'])
  const [mean, rate, p50, success, goodput, better, equal] = told(output)
  for (const exact of [p50, success, goodput]) expect(exact, output).toContain('(n = 40 of this launch, ')
  for (const floored of [better, equal]) expect(floored, output).toContain('(n = 40, ')
  // On a busy machine requests may be so alike that a launch settles nothing by itself, which no floor makes up for.
  for (const floored of [mean, rate]) expect(floored, output).toMatch(/\(n = 40(, 90 %| of this launch, )/u)
  expect(output).toContain("one launch: the machine's noise floor, measured of this bench, is in the interval")
  const by = project.report().runs.flatMap((run) => run.claims.map(({ launches }) => launches?.by))
  expect(by.filter((unit) => unit === 'noise-floor').length).toBeGreaterThanOrEqual(2)
})
