import { expect, test } from 'vitest'
import { divergenceAt } from '../../../src/intrinsic/divergence.ts'
import { placesInPiece, type Evaluated, type EvaluateRequest } from '../../../src/intrinsic/evaluation.ts'
import type { ReadText } from '../../../src/intrinsic/read-text.ts'
import { scoreText } from '../../../src/runs/intrinsic/score-text.ts'
import type { TextScorer } from '../../../src/targets/model/text-scorer.ts'

const source = { text: 'a text', record: { name: null, bytes: 6, sha256: 'a' } }

function textOf(length: number, size: number, more: Partial<ReadText> = {}): ReadText {
  return {
    tokens: Uint32Array.from({ length }, (_, index) => (index * 7) % Math.min(size, 50)),
    bytes: new Float64Array(length).fill(1),
    bytesCounted: 'exact',
    bos: 1,
    vocabulary: { size, digest: 'v' },
    trainContextSize: 4096,
    ...more,
  }
}

/** A model that foretells the same at every place. */
class FakeScorer implements TextScorer {
  readonly spec: string
  readonly requests: EvaluateRequest[] = []
  readonly #read: ReadText
  readonly #logits: Float32Array
  readonly #total: number

  constructor(spec: string, read: ReadText, scale: number) {
    this.spec = spec
    this.#read = read
    this.#logits = Float32Array.from({ length: read.vocabulary.size }, (_, token) => scale * Math.sin(token))
    this.#total = Math.log(this.#logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
  }

  async model(): Promise<never> {
    return (await Promise.resolve({ name: this.spec, quantization: null, modelHash: this.spec })) as never
  }

  async read(): Promise<ReadText> {
    return await Promise.resolve(this.#read)
  }

  async evaluate(request: EvaluateRequest): Promise<Evaluated> {
    this.requests.push(request)
    return await Promise.resolve(this.#evaluated(request))
  }

  async end(): Promise<void> {}

  #evaluated({ targets, wish }: EvaluateRequest): Evaluated {
    const { length } = targets
    const logit = (token: number): number => this.#logits[token] ?? Number.NEGATIVE_INFINITY
    const place = { logit, total: this.#total }
    const nats = wish.kind === 'divergence' ? divergenceAt(wish.from, 0, place).nats : 0
    const width = this.#logits.length
    const logits = new Float32Array(wish.kind === 'distributions' ? length * width : 0)
    for (let at = 0; at < logits.length; at += width) logits.set(this.#logits, at)
    return {
      logProbabilities: Float64Array.from(targets, (token) => logit(token) - this.#total),
      likeliest: new Uint32Array(length).fill(3),
      distributions:
        wish.kind === 'distributions'
          ? { width, tokens: null, logits, totals: new Float64Array(length).fill(this.#total) }
          : null,
      divergence:
        wish.kind === 'divergence'
          ? { nats: new Float64Array(length).fill(nats), leftOut: new Float64Array(length) }
          : null,
    }
  }
}

const calm = { text: source, signal: new AbortController().signal, tell: (): void => {} }

test('a window of many places comes in pieces, and each place is scored once', async () => {
  const size = 1024
  const places = placesInPiece(size)
  const read = textOf(places * 2 + 500, size, { trainContextSize: places * 3 })
  const [base, model] = [new FakeScorer('base', read, 1), new FakeScorer('other', read, 1.1)]
  const wish = { contextSize: read.tokens.length + 1 }
  const result = await scoreText({ ...calm, model, base, wish })
  expect(base.requests.map(({ from, targets }) => [from, targets.length])).toEqual([
    [0, places],
    [places, places],
    [2 * places, 500],
  ])
  expect(result.scoredTokens).toBe(read.tokens.length)
  expect(result.divergence?.comparedTokens).toBe(size)
  const alone = await scoreText({ ...calm, model: new FakeScorer('other', read, 1.1), base: null, wish })
  expect(result.perplexity).toBeCloseTo(alone.perplexity ?? 0, 9)
})

test('of a vocabulary above 32,768 tokens the 256 likeliest are asked for', async () => {
  const read = textOf(3, 40_000)
  const base = new FakeScorer('base', read, 1)
  const result = await scoreText({ ...calm, model: new FakeScorer('other', read, 1), base, wish: {} })
  expect(base.requests[0]?.wish).toEqual({ kind: 'distributions', most: 256 })
  expect(result.divergence).toMatchObject({ comparedTokens: 256 })
  expect(result.contextSize).toBe(512)
})

test('models that read otherwise, texts that do not do and an ended test are refused', async () => {
  const read = textOf(20, 512)
  const asked = async (own: Partial<ReadText>): Promise<unknown> =>
    await scoreText({
      ...calm,
      model: new FakeScorer('other', { ...read, ...own }, 1),
      base: new FakeScorer('base', read, 1),
      wish: {},
    })
  await expect(asked({ vocabulary: { size: 512, digest: 'w' } })).rejects.toThrow(
    'klDivergence(base, candidate): "base" and "other" have different vocabularies (of 512 and 512 tokens)',
  )
  await expect(asked({ bos: null })).rejects.toThrow('read the text as different tokens')
  const model = new FakeScorer('other', read, 1)
  const alone = { ...calm, model, base: null }
  await expect(scoreText({ ...alone, wish: { contextSize: 5000 } })).rejects.toThrow('trained for 4,096')
  await expect(scoreText({ ...alone, wish: { protocol: 'llama.cpp', contextSize: 32 } })).rejects.toThrow(
    'the text has 20 tokens, and protocol "llama.cpp" scores whole windows of 32',
  )
  const single = new FakeScorer('other', textOf(1, 512, { bos: null }), 1)
  await expect(scoreText({ ...alone, model: single, wish: {} })).rejects.toThrow('the text has one token')
  await expect(scoreText({ ...alone, signal: AbortSignal.abort(), wish: {} })).rejects.toMatchObject({
    code: 'aborted',
  })
})
