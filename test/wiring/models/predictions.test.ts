import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/stats/random.ts'
import { configFile, hasStories, makeProject, storiesModel } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const sentence =
  'Tom found a small boat near the river. He asked his mother if the boat was safe. ' +
  'She smiled and said it was too old to carry anyone home.'

/** The words of the sentence in an order of their own in each of twelve: no window is like the next. */
function shuffledText(): string {
  const random = seededRandom(1)
  const words = sentence.split(' ')
  return Array.from({ length: 12 }, () => words.toSorted(() => random() - 0.5).join(' ')).join(' ')
}

test.runIf(hasStories)('a trained model foretells a text as it does in 64 bits, and the report has it', async () => {
  await using project = makeProject({
    'long.txt': `${shuffledText()}\n`,
    'text.test.ts': `
import { chrf, expect, test } from 'vitest-llm-bench'
const spec = ${JSON.stringify(storiesModel)}
const sentence = ${JSON.stringify(sentence)}
test('one sentence', async ({ model, perplexity }) => {
  const result = await perplexity(await model(spec), sentence)
  expect(result.perplexity).toBeCloseTo(4.844113, 5)
  const { scoredTokens, scoredBytes, bytesCounted, windows, bos, exact } = result.record
  expect({ scoredTokens, scoredBytes, bytesCounted, windows, bos, exact }).toEqual({
    scoredTokens: 66, scoredBytes: Buffer.byteLength(sentence), bytesCounted: 'exact', windows: 1, bos: true, exact: true,
  })
  const nats = 66 * Math.log(result.perplexity)
  expect(result.bitsPerByte).toBeCloseTo(nats / (Math.LN2 * Buffer.byteLength(sentence)), 10)
  expect(result).toHavePerplexityBelow(6)
})
test('a file, of several windows, beside a base', async ({ model, klDivergence }) => {
  const base = await model(spec)
  const other = await model(spec, { contextSize: 512 })
  const result = await klDivergence(base, other, { file: 'long.txt' }, { protocol: 'llama.cpp', contextSize: 64, name: 'itself' })
  expect(result.mean).toBeLessThan(1e-9)
  expect(result.sameTop).toBe(1)
  expect(result.flips.share).toBe(0)
  const { windows, scoredTokens, text } = result.record
  expect(windows).toBe(Math.floor((text.tokens + 1) / 64))
  expect(scoredTokens).toBe(windows * 31)
  expect(result).toHaveKLDivergenceBelow(base, 0.01)
  expect(() => expect(result).toHaveKLDivergenceBelow('other.gguf', 0.01)).toThrow('not from "other.gguf"')
  expect(result).not.toHavePerplexityBelow(1.5)
})
test('beside speed', async ({ configurations }) => {
  const found = await configurations(
    'caches',
    { model: spec, kvCache: ['F32', 'BF16'] },
    (model) => model.complete(
      ['Once', 'There', 'Lily', 'One', 'Tom'].map((prompt) => ({ prompt, expected: ' upon a time' })), { maxTokens: 2 }),
    { rounds: 2, requests: 10, score: [chrf()], perplexity: { text: { file: 'long.txt' }, contextSize: 64 } },
  )
  expect(found.cells.map(({ run }) => run.record.quality.prompts.length)).toEqual([5, 5])
  expect(found.cells[1].run).not.toScoreAtLeast('chrf', 0.99)
  expect(found.cells[1].run).toMaintainQualityVs(found.cells[0].run, { margin: 0.5 })
  const [full, half] = found.cells
  expect(full.run.record.intrinsic).toMatchObject({ exact: false, divergence: null })
  expect(half.run.record.intrinsic.divergence.mean).toBeGreaterThan(0)
  expect(half).toHaveKLDivergenceBelow(full, 0.01)
})
test('random weights foretell nothing', async ({ model, perplexity, klDivergence }) => {
  const micro = await model('synthetic:micro')
  const result = await perplexity(micro, sentence)
  expect(result.perplexity).toBeGreaterThan(50)
  expect(() => expect(result).toHavePerplexityBelow(1e6)).toThrow('random weights foretell nothing')
  await expect(klDivergence(await model(spec), micro, sentence)).rejects.toThrow(/have different vocabularies .*of 512 and /)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  const { intrinsic, looseClaims, runs } = project.report()
  expect(runs.map(({ claims }) => claims.map(({ matcher, verdict }) => [matcher, verdict]))).toEqual([
    [],
    [
      ['toScoreAtLeast', 'pass'],
      ['toMaintainQualityVs', 'pass'],
      ['toHaveKLDivergenceBelow', 'pass'],
    ],
  ])
  expect(intrinsic.map(({ name, test: of, file, provenance }) => [name, of, file, provenance])).toEqual([
    ['one sentence', 'one sentence', 'text.test.ts', 'measured'],
    ['itself', 'a file, of several windows, beside a base', 'text.test.ts', 'measured'],
    ['random weights foretell nothing', 'random weights foretell nothing', 'text.test.ts', 'synthetic'],
  ])
  expect(looseClaims.map(({ matcher, verdict, passed }) => [matcher, verdict, passed])).toEqual([
    // One window has no interval.
    ['toHavePerplexityBelow', 'inconclusive', true],
    ['toHaveKLDivergenceBelow', 'pass', true],
    ['toHavePerplexityBelow', 'pass', true],
  ])
  expect(output).toContain('one sentence: stories260K: perplexity 4.844; ')
  const report = project.read('llm-bench-report/report.md')
  expect(report).toContain('## Predictions of a text')
  expect(report).toMatch(/\| +Perplexity \| +KL divergence \|/u)
  expect(report).toMatch(/its mean chrf is .+a chrf that cannot be told from the best and a perplexity within 2 %/u)
  expect(report).toMatch(/^Pareto front of time.+quality/mu)
})

test('what cannot be scored is refused in one line', async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'text.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('refused', async ({ model, perplexity, klDivergence }) => {
  const micro = await model('synthetic:micro')
  const refusals = [
    [() => perplexity(micro, ''), 'perplexity(model, text): "" is not allowed here; give a text, or { file: path } of one'],
    [() => perplexity(5, 'a'), 'perplexity(model): 5 is not allowed here; give a local model'],
    [() => perplexity(micro, 'a b', 5), 'perplexity(model, text, options): 5 is not allowed here; give { name, protocol'],
    [() => perplexity(micro, 'a b', { protocl: 'full' }), 'there is no option "protocl"; did you mean "protocol"?'],
    [() => perplexity(micro, 'a b', {}, 1), 'perplexity(model, text, options): a further argument, 1, is not allowed here'],
    [() => perplexity(micro, { file: 'none.txt' }), 'perplexity(model, text): { file: "none.txt" } is not allowed here; give a text file'],
    [() => perplexity(micro, 'a b', { contextSize: 1e9 }), 'windows of 1,000,000,000 tokens do not fit the model'],
    [() => perplexity(micro, 'a text of no more than a few words', { protocol: 'llama.cpp' }), 'scores whole windows of 512'],
    [() => klDivergence(micro, micro, 'a b', {}, 1), 'klDivergence(base, candidate, text, options): a further argument, 1'],
    [() => klDivergence(micro, {}, 'a b'), 'klDivergence(base, candidate): {} is not allowed here; give a local model'],
  ]
  for (const [call, message] of refusals) await expect.soft(call()).rejects.toThrow(message)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
})
