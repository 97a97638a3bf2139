import { expect, test } from 'vitest'
import { configurationsChart } from '../../../../reporters/charts/sweep/configurations-chart.ts'
import { configurationsSection } from '../../../../reporters/formats/markdown/configurations.ts'
import { bestSentence, configurationSweeps, frontSentence } from '../../../../reporters/words/sweeps/configurations.ts'
import { depthLines, depthSentences } from '../../../../reporters/words/sweeps/depth-lines.ts'
import type { Report } from '../../../../src/record/report.ts'
import type { MissingCellRecord } from '../../../../src/record/sweep.ts'
import { emptyRun, type RunRecord } from '../../../../src/record/run.ts'

function runOf(name: string, tpot: number, bytes: number, axes: RunRecord['sweep'] & object): RunRecord {
  const run = emptyRun()
  const launches = [0.99, 1, 1.01].map((share, slot): RunRecord['launches'][number] => {
    const [own, first] = [tpot, 10 * tpot].map((value) => ({ p50: value * share, mean: value * share }))
    return {
      kind: 'launch',
      slot,
      startedAt: '',
      startupMs: 1,
      loadTimeMs: 1,
      requests: 8,
      figures: { tpot: own as { p50: number; mean: number }, ttft: first as { p50: number; mean: number } },
      tokensPerSecond: 1000 / tpot,
      joulesPerRequest: null,
      joulesPerOutputToken: null,
    }
  })
  return {
    ...run,
    id: name,
    name: `tiny: ${name}`,
    launches,
    sweep: axes,
    memory: { ...run.memory, peakRssBytes: bytes },
  }
}

function sweepOf(
  axis: string,
  values: readonly (readonly [value: string | number, tpot: number, bytes: number])[],
): RunRecord[] {
  return values.map(([value, tpot, bytes]) =>
    runOf(`${axis} ${value} <b>`, tpot, bytes, {
      id: 'sweep',
      name: 'tiny',
      axes: [{ name: axis, value, unit: null }],
      verdict: null,
      preset: null,
      missing: [],
    }),
  )
}

const runs = sweepOf('quantization', [
  ['F16', 30, 300],
  ['Q8_0', 15, 200],
  ['Q4_0', 10, 100],
  ['Q2', 11, 50],
])

test('the best, the shares of it and the Pareto front are named', () => {
  const [sweep] = configurationSweeps(runs)
  if (sweep === undefined) throw new Error('no sweep')
  expect(bestSentence(sweep)).toMatch(
    /^Of 4 configurations quantization Q4_0 <b> has the shortest time per output token/,
  )
  expect(frontSentence(sweep)).toBe(
    'Pareto front of time and memory, which no other beats in all of them: quantization Q4_0 <b>; quantization Q2 <b>.',
  )
  expect(sweep.cells.map(({ ofBest }) => Number(ofBest?.toFixed(2)))).toEqual([0.33, 0.67, 1, 0.91])
})

test('one that was cut short is counted once', () => {
  const [sweep] = configurationSweeps(runs)
  const cut: MissingCellRecord = {
    name: 'quantization F16 <b>',
    axes: [],
    state: 'skipped',
    reason: 'the budget was over',
  }
  const sentence = sweep === undefined ? '' : bestSentence({ ...sweep, missing: [cut, { ...cut, name: 'Q3' }] })
  expect(sentence).toMatch(/^Of 5 configurations /)
})

test('energy is on the front, and in the table, where all have it', () => {
  const metered = runs.map((run, index) => ({
    ...run,
    energy: { provenance: 'declared', joulesPerOutputToken: 4 - index } as RunRecord['energy'],
  }))
  const [sweep] = configurationSweeps(metered)
  expect(sweep?.frontOf).toEqual(['time', 'memory', 'energy'])
  const text = configurationsSection({ runs: metered } as unknown as Report)
  expect(text).toContain('Energy (J/token)')
  expect(text).toMatch(/4\.00 \(declared\)/)
  expect(text).not.toContain('Quality')
  expect(configurationsSection({ runs } as unknown as Report)).not.toContain('Energy')
})

test('the quality of the quickest is said, and where it is worse than others which to take', () => {
  const scored = structuredClone(runs)
  for (const [index, mean] of [0.7, 0.69, 0.4, 0.3].entries()) {
    const interval = { low: mean - 0.04, high: mean + 0.04, confidence: 0.9 }
    const scores = [{ name: 'chrf', mean, interval, partOf: null }]
    Object.assign(scored[index] as RunRecord, { provenance: 'measured', quality: { scores } })
  }
  const sentence = (all: readonly RunRecord[]): string | null => {
    const [sweep] = configurationSweeps(all)
    return sweep === undefined ? null : bestSentence(sweep)
  }
  expect(sentence(scored)).toMatch(
    /; every other one is slower; its mean chrf is 0\.400\. Of those with a chrf that cannot be told from the best quantization Q8_0 <b> is the quickest; its mean chrf is 0\.690\.$/,
  )
  expect(sentence(scored.slice(0, 2))).toMatch(
    /; every other one is slower; its mean chrf is 0\.690: a chrf that cannot be told from the best\.$/,
  )
  const section = configurationsSection({ runs: scored } as unknown as Report)
  expect(section).toMatch(/\| +Quality \|/)
  expect(section).toContain('chrf 0.400 [0.360, 0.440]')
})

test('memory of the GPU is on the front, and in the table, where any is used', () => {
  const onGpu = runs.map((run, index) => ({ ...run, memory: { ...run.memory, vramBytes: 2 ** 20 * index } }))
  const [sweep] = configurationSweeps(onGpu)
  expect(sweep?.frontOf).toEqual(['time', 'memory', 'gpuMemory'])
  if (sweep !== undefined) expect(frontSentence(sweep)).toMatch(/^Pareto front of time, memory and GPU memory,/)
  const text = configurationsSection({ runs: onGpu } as unknown as Report)
  expect(text).toMatch(/GPU memory/)
  expect(text).toContain('2.00 MiB')
  const unused = runs.map((run) => ({ ...run, memory: { ...run.memory, vramBytes: 0 } }))
  expect(configurationsSection({ runs: unused } as unknown as Report)).not.toContain('GPU memory')
})

test('the chart has a bar for each, says the same in words, and escapes names', () => {
  const [sweep] = configurationSweeps(runs)
  const svg = sweep === undefined ? null : configurationsChart(sweep)
  expect(svg).toContain('◆ quantization Q4_0 &lt;b&gt;')
  expect(svg).not.toContain('<b>')
  expect(svg).toMatch(/<desc[^>]*>.*has the shortest time per output token/s)
  expect(
    configurationsChart({ ...(sweep as NonNullable<typeof sweep>), cells: sweep?.cells.slice(0, 1) ?? [] }),
  ).toBeNull()
})

test('over depths there is a line of the times, with its interval and its launches', () => {
  const [sweep] = configurationSweeps(
    sweepOf('depth', [
      [0, 10, 100],
      [1000, 12, 100],
      [2000, 14, 100],
    ]),
  )
  const [first] = sweep === undefined ? [] : depthLines(sweep)
  expect(first).toMatchObject({ sweep: 'sweep', of: '', metric: 'ttft', launches: 9 })
  expect(first?.msPerToken).toBeCloseTo(0.02, 3)
  expect(sweep === undefined ? [] : depthSentences(sweep)).toEqual([
    expect.stringMatching(
      /^Time to first token: 100 ms, and 20\.0 ms \[\d.+\] for each 1,000 tokens of depth \(least squares over 9 launches, 90 % interval\)\.$/,
    ),
    expect.stringMatching(/^Time per output token: 10\.0 ms, and 2\.00 ms/),
  ])
})
