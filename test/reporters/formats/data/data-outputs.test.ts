import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { dataFormats } from '../../../../reporters/formats/data/data-format.ts'
import type { DataOutput, SamplesOf } from '../../../../reporters/formats/data/data-output.ts'
import { dataOutputs } from '../../../../reporters/formats/data/data-outputs.ts'
import { columnsOf } from '../../../../src/samples/columns.ts'
import { buildRun } from '../../../../src/runs/build-run.ts'
import { asFailed } from '../../../../src/samples/journal.ts'
import { digestOf } from '../../../../src/stats/quantiles/digest.ts'
import { completedSample, runEnd, runHeader } from '../../../support/samples.ts'
import { hostileName } from '../../hostile.ts'
import { fullSample, sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

const { report } = fullSample()
const samples = [
  completedSample(0, 12),
  completedSample(20, 14),
  asFailed(completedSample(40, 5), { class: 'reset', message: '' }),
]
const columns = columnsOf(samples)
const gaps = digestOf(new Float64Array([3, 3, 3, 30]), 4)
const samplesOf: SamplesOf = () => ({ columns, gaps: () => gaps })

const hostile = sampleReport([
  sampleRun(sampleSeries(30, 40), {
    name: hostileName,
    target: { ...sampleRun(sampleSeries(1, 1)).target, model: `=cmd()${hostileName}` },
  }),
  sampleRun(sampleSeries(30, 40), { id: 'again', name: hostileName }),
])

function textOf(name: DataOutput['name'], of = report, from: SamplesOf = samplesOf): string {
  const output = dataOutputs.find((each) => each.name === name)
  return [...(output?.render(of, from) ?? [])].join('')
}

test('there is an output for every name, each with a file of its own', () => {
  expect(dataOutputs.map(({ name }) => name)).toEqual(dataFormats)
  expect(new Set(dataOutputs.map(({ file }) => file)).size).toBe(dataOutputs.length)
})

test('nothing of a hostile name acts, and an empty report is one that can be read', () => {
  for (const { name } of dataOutputs) {
    expect(textOf(name, hostile), name).not.toMatch(/[^\P{C}\r\n]/u)
    expect(() => textOf(name, sampleReport([]), () => null), name).not.toThrow()
  }
})

/** The cells of CSV, by RFC 4180. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gu)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

test('a line of CSV for each run has every figure with its interval, and no text that a sheet computes', () => {
  const [head = [], ...rows] = cellsOf(textOf('csv'))
  expect(rows.length).toBe(report.runs.filter(({ replaced }) => !replaced).length)
  expect(rows.every((row) => row.length === head.length)).toBe(true)
  const first = Object.fromEntries(head.map((name, at) => [name, rows[0]?.[at]]))
  const { p50, intervals } = report.runs[0]?.metrics.latency ?? {}
  expect([first['latency_p50'], first['latency_p50_low']]).toEqual([String(p50), String(intervals?.p50.low)])
  const [names = [], own = []] = cellsOf(textOf('csv', hostile))
  expect(own[names.indexOf('model')]).toMatch(/^'=cmd\(\)/u)
  expect(own.length).toBe(names.length)
})

test('a line of CSV for each request has its times in milliseconds; a failed one has none', () => {
  const one = sampleReport([sampleRun(sampleSeries(3, 12))])
  const [head = [], ...rows] = cellsOf(textOf('samples-csv', one))
  expect(rows.map((row) => [row[head.indexOf('state')], row[head.indexOf('latency_ms')]])).toEqual([
    ['completed', '12'],
    ['completed', '14'],
    ['failed', ''],
  ])
  expect(rows.map((row) => Number(row[head.indexOf('sent_ms')]))).toEqual([0, 20, 40])
  expect(textOf('samples-csv', one, () => null).split('\r\n').length).toBe(2)
})

test('Bencher Metric Format is as its schema says, its latency in nanoseconds', () => {
  const metric = {
    type: 'object',
    properties: { value: { type: 'number' }, lower_value: { type: 'number' }, upper_value: { type: 'number' } },
    required: ['value'],
    additionalProperties: false,
  }
  const measures = { type: 'object', minProperties: 1, additionalProperties: metric }
  const validate = new Ajv().compile({ type: 'object', additionalProperties: measures })
  const value: unknown = JSON.parse(textOf('bmf'))
  expect(validate(value) ? null : validate.errors).toBeNull()
  const [[name, first] = ['', {}]] = Object.entries(Object(value) as Record<string, Record<string, unknown>>)
  expect(name).toContain('short answer')
  expect(first).toMatchObject({ latency: { value: (report.runs[0]?.metrics.latency.p50 ?? 0) * 1e6 } })
  expect(Object.keys(Object(JSON.parse(textOf('bmf', hostile)))).length).toBe(2)
})

test('Bencher Metric Format keeps two long names apart, each of whole characters and no longer than it may be', () => {
  const long = (id: string, end: string) => sampleRun(sampleSeries(30, 40), { id, name: `${'😀'.repeat(400)}${end}` })
  const two = sampleReport([long('a', 'one'), long('b', 'other')])
  const names = Object.keys(Object(JSON.parse(textOf('bmf', two))))
  expect(names).toHaveLength(2)
  expect(names[1]).toMatch(/😀 #2$/u)
  for (const name of names) {
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(1024)
    expect(name.isWellFormed()).toBe(true)
  }
})

test('github-action-benchmark takes figures by whether less or more of them is better', () => {
  const entries = (name: DataOutput['name']): Record<string, unknown>[] =>
    JSON.parse(textOf(name)) as Record<string, unknown>[]
  const [smaller, bigger] = [entries('github-action-benchmark'), entries('github-action-benchmark-bigger')]
  for (const entry of [...smaller, ...bigger]) {
    expect(entry).toMatchObject({ name: expect.any(String), unit: expect.any(String), value: expect.any(Number) })
    expect([typeof entry['extra'], typeof (entry['range'] ?? '')]).toEqual(['string', 'string'])
  }
  expect(new Set(smaller.map(({ unit }) => unit))).toEqual(new Set(['ms', 'USD']))
  expect(bigger.some(({ name }) => String(name).endsWith('› output-tokens-per-second'))).toBe(true)
  expect(new Set(smaller.map(({ name }) => name)).size).toBe(smaller.length)
})

test('OpenMetrics has each family once and whole, its samples named after it, and its end', () => {
  for (const text of [textOf('openmetrics'), textOf('openmetrics', hostile)]) {
    expect(text.endsWith('\n# EOF\n')).toBe(true)
    const families: string[] = []
    for (const line of text.trimEnd().split('\n').slice(0, -1)) {
      const type = /^# TYPE (\S+) (?:info|summary|gauge)$/u.exec(line)?.[1]
      if (type !== undefined) families.push(type)
      else if (!line.startsWith('#')) {
        expect(line).toMatch(/^[a-z_]+\{(?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)+\} -?[\d.e+-]+$/u)
        expect(line.replace(/^(\w+?)(?:_info|_count|_sum)?\{.*$/u, '$1')).toBe(families.at(-1))
      }
    }
    expect(new Set(families).size).toBe(families.length)
  }
})

test('OTLP has the histograms of the GenAI conventions: counts that add up, failures by their type', () => {
  const { metrics: plain } = sampleRun(sampleSeries(3, 12, [2]))
  const interChunk = { ...plain.interChunk, n: 4, mean: 9.75, min: 3, max: 30 }
  const one = sampleReport([
    sampleRun(sampleSeries(3, 12, [2]), {
      metrics: { ...plain, interChunk },
      requests: { attempted: 3, succeeded: 2, failed: 1, failures: { reset: 1 } },
    }),
  ])
  const text = textOf('otlp', one)
  expect(text.split('\n').length).toBe(2)
  const data = JSON.parse(text) as { resourceMetrics: { scopeMetrics: { metrics: Metric[] }[] }[] }
  const metrics = data.resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? []
  expect(metrics.map(({ name }) => name)).toEqual([
    'gen_ai.client.operation.duration',
    'gen_ai.client.operation.time_to_first_chunk',
    'gen_ai.client.operation.time_per_output_chunk',
    'llm_bench.client.time_per_output_token',
    'gen_ai.client.token.usage',
  ])
  const points = metrics[0]?.histogram.dataPoints ?? []
  expect(points.map(({ count, sum, bucketCounts }) => [count, sum, bucketCounts.slice(0, 3)])).toEqual([
    ['2', expect.closeTo(0.026, 9), ['0', '2', '0']],
    ['1', expect.closeTo(0.005, 9), ['1', '0', '0']],
  ])
  expect(points[1]?.attributes).toContainEqual({ key: 'error.type', value: { stringValue: 'reset' } })
  const [chunks] = metrics[2]?.histogram.dataPoints ?? []
  expect([chunks?.count, chunks?.sum, chunks?.bucketCounts.slice(0, 4)]).toEqual(['4', 0.039, ['3', '0', '1', '0']])
  // Required of each by the conventions; the port wherever there is an address.
  const required = ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model']
  for (const { name, histogram } of metrics) {
    for (const { attributes } of histogram.dataPoints) {
      const keys = attributes.map(({ key }) => key)
      expect(keys, name).toEqual(expect.arrayContaining(required))
      expect(keys.includes('server.port'), name).toBe(keys.includes('server.address'))
      expect(keys.includes('gen_ai.token.type'), name).toBe(name === 'gen_ai.client.token.usage')
    }
  }
  expect(otlpBounds(metrics, 's')).toEqual([
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
  ])
  expect(otlpBounds(metrics, '{token}')).toEqual([
    1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
  ])
  for (const { histogram } of metrics) {
    for (const { count, bucketCounts, explicitBounds } of histogram.dataPoints) {
      expect(bucketCounts.length).toBe(explicitBounds.length + 1)
      expect(bucketCounts.reduce((sum, each) => sum + Number(each), 0)).toBe(Number(count))
    }
  }
})

test('a trace has the slowest, the median and the failed request of a run, their parts within them', () => {
  const { lenses } = buildRun(runHeader(), [...samples, completedSample(60, 30)], runEnd).record
  const text = textOf('trace', sampleReport([sampleRun(sampleSeries(4, 12), { lenses })]))
  const { traceEvents } = JSON.parse(text) as { traceEvents: Slice[] }
  const slices = traceEvents.filter(({ ph }) => ph === 'X')
  const whole = slices.filter(({ name }) => name.endsWith(' request'))
  expect(whole.map(({ name, dur, tid }) => [name, dur, tid])).toEqual([
    ['slowest request', 30_000, 1],
    ['median request', 14_000, 2],
    ['failed request', 5000, 3],
  ])
  for (const { ts, dur, tid } of slices) {
    const around = whole.find((each) => each.tid === tid)
    expect(ts).toBeGreaterThanOrEqual(around?.ts ?? Infinity)
    expect(ts + dur).toBeLessThanOrEqual((around?.ts ?? 0) + (around?.dur ?? 0) + 1e-6)
  }
  expect(traceEvents.filter(({ ph }) => ph === 'M').map(({ name }) => name)).toEqual([
    'process_name',
    'thread_name',
    'thread_name',
    'thread_name',
  ])
})

test('each chunk of a request is a moment of its track', () => {
  const { lenses } = buildRun(runHeader(), [completedSample(0, 12)], runEnd).record
  const text = textOf('trace', sampleReport([sampleRun(sampleSeries(1, 12), { lenses })]))
  const { traceEvents } = JSON.parse(text) as { traceEvents: Slice[] }
  expect(traceEvents.filter(({ ph }) => ph === 'i').map(({ ts }) => ts)).toEqual([3000, 6000, 9000, 12_000])
})

/** The bounds that all histograms of a unit have. */
function otlpBounds(metrics: readonly Metric[], wanted: string): readonly number[] | undefined {
  const all = metrics.filter(({ unit }) => unit === wanted).flatMap(({ histogram }) => histogram.dataPoints)
  const [first, ...others] = all.map(({ explicitBounds }) => explicitBounds)
  for (const other of others) expect(other).toEqual(first)
  return first
}

interface Slice {
  readonly name: string
  readonly ph: string
  readonly ts: number
  readonly dur: number
  readonly tid: number
}

interface Metric {
  readonly name: string
  readonly unit: string
  readonly histogram: {
    readonly dataPoints: readonly {
      readonly attributes: readonly { readonly key: string }[]
      readonly count: string
      readonly sum: number
      readonly bucketCounts: readonly string[]
      readonly explicitBounds: readonly number[]
    }[]
  }
}
