import { expect, test } from 'vitest'
import { configurationsSection } from '../../../../reporters/formats/markdown/configurations.ts'
import { bestSentence, configurationSweeps, frontSentence } from '../../../../reporters/words/sweeps/configurations.ts'
import type { CheckRecord } from '../../../../src/record/check.ts'
import type { QualityRecord } from '../../../../src/record/quality.ts'
import type { Report } from '../../../../src/record/report.ts'
import type { MissingCellRecord } from '../../../../src/record/sweep.ts'
import { emptyRun, type RunRecord } from '../../../../src/record/run.ts'
import { intrinsicResult } from '../../../support/intrinsic/intrinsic-result.ts'

interface Member {
  readonly name: string
  readonly tpot: number
  readonly fileMB: number
  readonly loadMs: number
  readonly quality?: readonly [mean: number, low: number, high: number]
  /** Mean of -ln p of each window. */
  readonly nats?: readonly number[]
  readonly spread?: number
  readonly check?: CheckRecord
}

const members: readonly Member[] = [
  { name: 'F16', tpot: 30, fileMB: 270, loadMs: 300 },
  { name: 'Q8_0', tpot: 15, fileMB: 144, loadMs: 100 },
  { name: 'Q4_0', tpot: 10, fileMB: 91, loadMs: 200 },
]

function runsOf(given: readonly Member[], provenance: RunRecord['provenance'] = 'measured'): RunRecord[] {
  return given.map(({ name, tpot, fileMB, loadMs, quality, nats, spread = 0.01, check }, index): RunRecord => {
    const run = emptyRun()
    const launches = [1 - spread, 1, 1 + spread].map((share, slot): RunRecord['launches'][number] => ({
      kind: 'launch',
      slot,
      startedAt: '',
      startupMs: 1,
      loadTimeMs: loadMs * share,
      requests: 8,
      figures: { tpot: { p50: tpot * share, mean: tpot * share } },
      tokensPerSecond: 1000 / tpot,
      joulesPerRequest: null,
      joulesPerOutputToken: null,
    }))
    const scores = quality === undefined ? null : scoresOf(quality)
    return {
      ...run,
      id: name,
      name: `tiny: ${name}`,
      provenance,
      launches,
      quality: scores,
      intrinsic: nats === undefined ? null : intrinsicResult(nats, name === 'F16' ? null : nats.map(() => 0.02)),
      checks: check === undefined ? [] : [check],
      sweep: {
        id: 's',
        name: 'tiny',
        axes: [{ name: 'quantization', value: name, unit: null }],
        preset: 'family',
        verdict: null,
        missing: [],
      },
      memory: { ...run.memory, fileBytes: fileMB * 1e6, peakRssBytes: 2 ** 20 * (300 - index) },
    }
  })
}

function scoresOf([mean, low, high]: readonly [number, number, number]): QualityRecord {
  return {
    scores: [
      { name: 'chrf', mean, n: 50, interval: { low, high, confidence: 0.9, method: 'bca' }, provenance: 'measured' },
    ],
  } as unknown as QualityRecord
}

function sentenceOf(runs: readonly RunRecord[], missing: readonly MissingCellRecord[] = []): string | null {
  const [sweep] = configurationSweeps(runs)
  return sweep === undefined ? null : bestSentence({ ...sweep, missing })
}

test('the quickest is to be taken, with its figures, and quality that nobody measured is said', () => {
  expect(sentenceOf(runsOf(members))).toBe(
    'Take Q4_0: of 3 it has the shortest time per output token; 10.0 ms a token, a file of 91.0 MB, a peak of 298 MiB, ' +
      'loaded in 200 ms; by speed and size alone, for quality was not measured.',
  )
})

test('synthetic weights have no quality, and are named', () => {
  expect(sentenceOf(runsOf(members, 'synthetic'))).toMatch(
    /^Take Q4_0 \(synthetic weights\): .+; by speed and size alone, for random weights have no quality\.$/,
  )
})

test('where times cannot be told apart it is inconclusive, and the smaller file is named', () => {
  const close = members.map((member) => ({ ...member, tpot: member.name === 'F16' ? 30 : 12, spread: 0.1 }))
  expect(sentenceOf(runsOf(close))).toMatch(
    /^Inconclusive by speed: Q4_0 and Q8_0 cannot be told apart; for its smaller file take Q4_0; /,
  )
})

test('a check that is invalid leaves it open; one of another metric does not', () => {
  const check: CheckRecord = { id: 'lag', status: 'invalid', protects: ['tpot'], message: 'Late.' }
  const open = members.map((member) => (member.name === 'Q4_0' ? { ...member, check } : member))
  expect(sentenceOf(runsOf(open))).toMatch(/^Inconclusive \(check lag is invalid\): Q4_0 is the quickest as it was/)
  const other = members.map((member) => ({ ...member, check: { ...check, protects: ['ttft'] } }))
  expect(sentenceOf(runsOf(other))).toMatch(/^Take Q4_0/)
})

test('of those whose quality cannot be told from the best the quickest is taken', () => {
  const scored = members.map((member, index): Member => ({
    ...member,
    quality: (
      [
        [0.7, 0.66, 0.74],
        [0.69, 0.65, 0.73],
        [0.4, 0.36, 0.44],
      ] as const
    )[index] ?? [0, 0, 0],
  }))
  expect(sentenceOf(runsOf(scored))).toMatch(
    /^Take Q8_0: of the 2 that have a chrf that cannot be told from the best it has the shortest time per output token; .+; its mean chrf is 0\.690\.$/,
  )
  const [first, second, third] = scored as [Member, Member, Member]
  const poor = [first, { ...second, quality: [0.5, 0.46, 0.54] as const }, third]
  expect(sentenceOf(runsOf(poor))).toMatch(/^Take F16: no other has a chrf that cannot be told from the best; 30\.0 ms/)
  // Where one of them was not scored, quality decides nothing.
  expect(sentenceOf(runsOf([first, second, { ...third, quality: undefined as never }]))).toMatch(/^Take Q4_0/)
})

test('answers to the same prompts are compared one by one, which tells apart what their intervals do not', () => {
  const prompts = Array.from({ length: 30 }, (_, place) => 0.2 + (place % 6) / 10)
  const scored = (loss: (place: number) => number): QualityRecord => {
    const means = prompts.map((mean, place) => mean - loss(place))
    const quality = scoresOf([means.reduce((sum, mean) => sum + mean, 0) / means.length, 0.35, 0.55])
    return {
      ...quality,
      prompts: means.map((mean, place) => ({
        key: String(place),
        answers: String(mean),
        n: 1,
        scored: [1],
        means: [mean],
      })),
    }
  }
  const losses = [(): number => 0, (place: number): number => (place % 2) * 0.002, (): number => 0.05]
  const runs = runsOf(members)
  for (const [index, run] of runs.entries()) run.quality = scored(losses[index] ?? ((): number => 0))
  // Half of the prompts lose a little in the second, each loses more in the third: both are surely worse.
  expect(sentenceOf(runs)).toMatch(/^Take F16: no other has a chrf that cannot be told from the best/)
  const second = runs[1] as RunRecord
  second.quality = scored((place) => ((place % 2) - 0.5) / 50)
  expect(sentenceOf(runs)).toMatch(/^Take Q8_0: of the 2 that have a chrf/)
})

test('answers of random weights decide nothing, though they were scored', () => {
  const scored = members.map((member, index): Member => ({ ...member, quality: [0.9 - index / 4, 0, 1] }))
  expect(configurationSweeps(runsOf(scored))[0]?.frontOf).toContain('quality')
  for (const provenance of ['synthetic', 'simulated'] as const) {
    const runs = runsOf(scored, provenance)
    expect(configurationSweeps(runs)[0]?.frontOf).not.toContain('quality')
    expect(sentenceOf(runs)).toMatch(/^Take Q4_0 .+: of 3 it has the shortest time per output token/)
  }
})

test('one alone decides nothing, and those that could not be measured are named', () => {
  const missing: MissingCellRecord = { name: 'F16', axes: [], state: 'failed', reason: 'too large' }
  expect(sentenceOf(runsOf(members.slice(2)), [missing])).toMatch(
    /^Inconclusive: Q4_0 alone could be measured; .+; not measured: F16\.$/,
  )
})

test('file size, load time and quality are on its front, and the file in the table', () => {
  const runs = runsOf(members)
  const [sweep] = configurationSweeps(runs)
  expect(sweep?.frontOf).toEqual(['time', 'fileSize', 'memory', 'loadTime'])
  expect(sweep === undefined ? '' : frontSentence(sweep)).toBe(
    'Pareto front of time, file size, memory and load time, which no other beats in all of them: Q8_0; Q4_0.',
  )
  const text = configurationsSection({ runs } as unknown as Report)
  expect(text).toMatch(/\| +File \|/)
  expect(text).toContain('91.0 MB')
  const scored = [0.9, 0.8, 0.7].flatMap((mean, index): Member[] => {
    const member = members[index]
    return member === undefined ? [] : [{ ...member, quality: [mean, 0, 1] }]
  })
  const [withQuality] = configurationSweeps(runsOf(scored))
  expect(withQuality?.frontOf).toContain('quality')
  expect(withQuality?.cells.map(({ onFront }) => onFront)).toEqual([true, true, true])
})

const windows = [1.5, 1.7, 1.6, 1.55, 1.65, 1.6]

test('only those whose perplexity is near the lowest are considered, by their differences over the same blocks', () => {
  const [full, half, quarter] = members as [Member, Member, Member]
  const foretold: Member[] = [
    { ...full, nats: windows },
    { ...half, nats: windows.map((nats) => nats + 0.01) },
    { ...quarter, nats: windows.map((nats) => nats + 0.1) },
  ]
  // Each interval is wider than what lies between them.
  const sentence = sentenceOf(runsOf(foretold))
  expect(sentence).toContain(
    'Take Q8_0: of the 2 that have a perplexity within 2 % of the lowest it has the shortest time per output token; ',
  )
  expect(sentence).toContain(
    '; its perplexity is 5.003 (F32 4.844), KL divergence 0.0200 [0.0200, 0.0200] nats a token.',
  )
  const section = configurationsSection({ runs: runsOf(foretold) } as unknown as Report)
  expect(section).toMatch(/\| +Perplexity \| +KL divergence \| +Same likeliest token \| +Flipped \|/u)
  expect(frontSentence(configurationSweeps(runsOf(foretold))[0] as never)).toContain('perplexity')
})

test('perplexities of different texts, and of random weights, decide nothing', () => {
  const [full, half, quarter] = members as [Member, Member, Member]
  const foretold: Member[] = [
    { ...full, nats: windows },
    { ...half, nats: windows },
    { ...quarter, nats: windows.map((nats) => nats + 1) },
  ]
  expect(sentenceOf(runsOf(foretold, 'synthetic'))).toMatch(/^Take Q4_0 .*random weights have no quality\.$/u)
  const runs = runsOf(foretold)
  const last = runs.at(-1) as RunRecord
  if (last.intrinsic !== null) last.intrinsic = { ...last.intrinsic, text: { ...last.intrinsic.text, sha256: 'other' } }
  expect(sentenceOf(runs)).toMatch(/^Take Q4_0: of 3 it has the shortest time per output token; /u)
})
