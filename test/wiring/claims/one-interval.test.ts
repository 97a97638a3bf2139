import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { formatNumber } from '../../../src/figures.ts'
import type { IntervalRecord } from '../../../src/record/figure.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

// Slow ones come in stretches of three, by which 120 requests are worth fewer.
const benches = `
import { setTimeout as wait } from 'node:timers/promises'
import { concurrent, expect, rate, task, test } from 'vitest-llm-bench'
const slow = (index) => wait(index % 15 < 3 ? 12 + index % 3 : 2 + index % 2)
const answering = task('in stretches', async ({ index }) => { await slow(index) })
const failing = task('failing', async ({ index, fail }) => { await slow(index); if (index % 10 === 4) fail('no answer') })
function claim(name, run, of) {
  const claims = [['p50', () => expect(run).toHaveP50Below(0.001, { of })], ['p95', () => expect(run).toHaveP95Below(0.001, { of })],
    ['mean', () => expect(run).toHaveMeanBelow(0.001, { of })]]
  for (const [statistic, make] of claims) {
    try { make() } catch (error) { console.log('claim ' + name + ' ' + statistic + ': ' + error.message.split('\\n')[0]) }
  }
}
const plan = { requests: 120, warmup: 0 }
test('closed', async ({ bench }) => claim('closed', await bench('closed', plan, answering).run(), 'latency'))
test('failing', async ({ bench }) => claim('failing', await bench('failing', { ...plan, load: concurrent(3) }, failing).run(), 'latency'))
test('open', async ({ bench }) => claim('open', await bench('open', { ...plan, load: rate(150) }, answering).run(), 'response'))
`

/** An end in words; one that is open says why, in one way or another. */
function end(value: number | null): string {
  return value === null ? String.raw`(?:infinite|unbounded(?: \(needs [\d,]+\))?|needs [\d,]+)` : formatNumber(value)
}

/** An interval as tables have it, behind some text. */
function inTable({ low, high }: IntervalRecord, before = ''): RegExp {
  return new RegExp(String.raw`${before}\[${end(low)}, ${end(high)}\]`, 'u')
}

function inSentence({ low, high }: IntervalRecord): RegExp {
  return new RegExp(`90 % interval ${end(low)}(?: ms)? to ${end(high)}`, 'u')
}

test('a figure has the same interval in the message of a claim and in every output', async () => {
  await using project = makeProject({ 'a.bench.ts': benches })
  const { output } = await runVitest(project, ['bench', '--run', '--config', 'vitest.config.ts'])
  const report = project.report()
  const markdown = project.read('llm-bench-report/report.md')
  const printed = async (format: string): Promise<string> => {
    const path = `${project.folder}/llm-bench-report/report.json`
    const args = ['--no-warnings', main, 'report', path, '--format', format]
    return (await execa(process.execPath, args, { env: { NO_COLOR: '1' } })).stdout
  }
  const [csv, comment, bmf] = [await printed('csv'), await printed('comment'), await printed('bmf')]
  expect(report.runs.map(({ name }) => name)).toEqual(['closed', 'failing', 'open'])

  for (const run of report.runs) {
    const metric = run.name === 'open' ? 'response' : 'latency'
    const record = run.metrics[metric]
    const isFailing = run.requests.failed > 0
    expect(isFailing).toBe(run.name === 'failing')
    const { claims } = run
    expect(claims.map(({ text }) => text.replace(/ below.*/u, ''))).toEqual(
      ['p50', 'p95', 'mean'].map((statistic) => `${statistic} of ${metric}${isFailing ? ' incl. failures' : ''}`),
    )
    for (const [index, statistic] of (['p50', 'p95'] as const).entries()) {
      const interval = (isFailing ? record.adjusted.intervals : record.intervals)?.[statistic] as IntervalRecord
      const claim = claims[index]
      expect(claim?.interval).toEqual(interval)
      const message = output.split('\n').find((line) => line.includes(`claim ${run.name} ${statistic}:`)) ?? ''
      expect(message).toMatch(inSentence(interval))
      // The sentence of what failed, and the table of claims.
      expect(markdown).toMatch(inTable(interval))
      expect(comment).toMatch(inTable(interval))
      if (statistic === 'p95' && isFailing) {
        const figure = record.adjusted.p95 === null ? 'infinite' : formatNumber(record.adjusted.p95)
        expect(markdown).toMatch(inTable(interval, `\\| +${figure} `))
      }
      // Of answered requests, in the table of results, the terminal, and the files for other programs.
      const plain = record.intervals?.[statistic] as IntervalRecord
      expect(markdown).toMatch(inTable(plain))
      if (metric === 'latency' || statistic === 'p95')
        expect(markdown).toMatch(inTable(plain, `${formatNumber(record[statistic])} `))
      if (metric === 'latency' && statistic === 'p95')
        expect(output).toMatch(inTable(plain, `${formatNumber(record.p95)} `))
      expect(csv).toContain(`${record[statistic]},${plain.low ?? ''},${plain.high ?? ''}`)
      if (statistic === 'p95' && plain.low !== null) expect(bmf).toContain(`"lower_value": ${plain.low}`)
    }
    // A mean in which a request that failed counts is infinite, and has no interval; too few values bound neither end.
    const mean = isFailing ? null : (record.intervals?.mean ?? null)
    expect(claims[2]?.interval ?? null).toEqual(mean?.low === null && mean.high === null ? null : mean)
  }
  // The stretches count: as independent ones 120 requests would tell more.
  expect(report.runs.flatMap(({ claims }) => claims).some(({ effectiveN, n }) => effectiveN < n)).toBe(true)
})
