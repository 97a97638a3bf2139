import { LlmBenchError } from '../../errors.ts'
import { formatCount, formatNumber } from '../../figures.ts'
import type { Evaluated, EvaluateRequest, EvaluateWish } from '../../intrinsic/evaluation.ts'
import { placesInPiece } from '../../intrinsic/evaluation.ts'
import type { ReadText } from '../../intrinsic/read-text.ts'
import { ScoreSheet } from '../../intrinsic/score-sheet.ts'
import { perplexityOf, summaryOf } from '../../intrinsic/summary.ts'
import { scoredIn, type TextWindow, windowsOf } from '../../intrinsic/windows.ts'
import type { IntrinsicBaseRecord } from '../../record/intrinsic/divergence.ts'
import type { IntrinsicRecord } from '../../record/intrinsic/intrinsic.ts'
import type { TextScorer } from '../../targets/model/text-scorer.ts'
import { assertSameText } from './same-vocabulary.ts'
import { type ScoreWish, usualContextSize } from './score-wish.ts'
import type { SourceText } from './text-source.ts'

/** The models that score a text: one, or one beside a base. */
export interface Scoring {
  readonly model: TextScorer
  readonly base: TextScorer | null
  readonly text: SourceText
  readonly wish: ScoreWish
  readonly signal: AbortSignal
  readonly tell: (text: string) => void
}

/** Tokens of a vocabulary that are compared one by one where it is larger than {@link wholeUpTo}. */
const comparedOfLarge = 256
/** Largest vocabulary that is compared whole. */
const wholeUpTo = 32_768

/**
 * Scores a text by a model, and beside a base where there is one.
 * @throws LlmBenchError `invalid-workload` for a text or a vocabulary that does not do, `aborted`, and as the host does
 */
export async function scoreText({ model, base, text, wish, signal, tell }: Scoring): Promise<IntrinsicRecord> {
  const read = await model.read(text.text)
  if (base !== null) assertSameText(await base.read(text.text), read, [base.spec, model.spec])
  const { protocol = 'full', exact = true } = wish
  const contextSize = wish.contextSize ?? Math.min(usualContextSize, read.trainContextSize)
  const windows = windowsFor(read, { ...wish, protocol, contextSize })
  const { size } = read.vocabulary
  const most = size <= wholeUpTo ? null : comparedOfLarge
  const pairs = new Pairs(model, base, most, { contextSize, exact })
  const sheet = new ScoreSheet()
  const places = base === null ? Number.POSITIVE_INFINITY : placesInPiece(most ?? size)
  for (const [index, window] of windows.entries()) {
    const soFar = index === 0 ? '' : `, perplexity ${formatNumber(perplexityOf(sheet.nats / sheet.tokens))} so far`
    tell(`window ${formatCount(index + 1)} of ${formatCount(windows.length)}${soFar}`)
    sheet.begin(window)
    for (const piece of piecesOf(window, places)) {
      if (signal.aborted) throw new LlmBenchError('aborted', 'the test was aborted before its next window of the text')
      const { own, beside } = await pairs.evaluate(piece)
      sheet.add(piece.targets, own, beside)
    }
  }
  return summaryOf(sheet, {
    text: { ...text.record, tokens: read.tokens.length },
    vocabulary: read.vocabulary,
    protocol,
    contextSize,
    bos: read.bos !== null,
    bytesCounted: read.bytesCounted,
    exact,
    beside: base === null ? null : { base: await baseOf(base, exact), comparedTokens: most ?? size },
  })
}

type Piece = Pick<EvaluateRequest, 'tokens' | 'from' | 'first' | 'targets'>

/** A model and its base at the same places. */
class Pairs {
  readonly #model: TextScorer
  readonly #base: TextScorer | null
  readonly #most: number | null
  readonly #numbers: Pick<EvaluateRequest, 'contextSize' | 'exact'>

  constructor(
    model: TextScorer,
    base: TextScorer | null,
    most: number | null,
    numbers: Pick<EvaluateRequest, 'contextSize' | 'exact'>,
  ) {
    this.#model = model
    this.#base = base
    this.#most = most
    this.#numbers = numbers
  }

  async evaluate(piece: Piece): Promise<{ readonly own: Evaluated; readonly beside: Evaluated | null }> {
    const asked = (wish: EvaluateWish): EvaluateRequest => ({ ...piece, ...this.#numbers, wish })
    if (this.#base === null) return { own: await this.#model.evaluate(asked({ kind: 'scores' })), beside: null }
    const beside = await this.#base.evaluate(asked({ kind: 'distributions', most: this.#most }))
    const { distributions } = beside
    if (distributions === null) throw new TypeError('the base gave no distributions')
    return { own: await this.#model.evaluate(asked({ kind: 'divergence', from: distributions })), beside }
  }
}

/** A window in pieces of so many places; its last token has no next one and is not read. */
function* piecesOf(window: TextWindow, places: number): Generator<Piece> {
  const { tokens, first } = window
  const end = tokens.length - 1
  for (let from = 0, scored = first; scored < end;) {
    const to = Math.min(end, scored + places)
    yield {
      tokens: tokens.slice(from, to),
      from,
      first: scored - from,
      targets: tokens.slice(scored + 1, to + 1),
    }
    from = to
    scored = to
  }
}

function windowsFor(
  read: ReadText,
  { protocol, contextSize, windows }: ScoreWish & Pick<IntrinsicRecord, 'protocol' | 'contextSize'>,
): TextWindow[] {
  if (contextSize > read.trainContextSize) {
    throw new LlmBenchError(
      'invalid-workload',
      `windows of ${formatCount(contextSize)} tokens do not fit the model, which was trained for ` +
        `${formatCount(read.trainContextSize)}: lower contextSize`,
    )
  }
  const found = windowsOf(read, protocol, contextSize, windows)
  if (found.some((window) => scoredIn(window) > 0)) return found
  throw new LlmBenchError(
    'invalid-workload',
    protocol === 'full'
      ? 'the text has one token, and nothing stands before it: give a longer text'
      : `the text has ${formatCount(read.tokens.length)} tokens, and protocol "llama.cpp" scores whole windows of ` +
          `${formatCount(contextSize)}: give a longer text, lower contextSize, or take protocol "full"`,
  )
}

async function baseOf(base: TextScorer, exact: boolean): Promise<IntrinsicBaseRecord['base']> {
  const { name, quantization, modelHash } = await base.model()
  return { model: name, spec: base.spec, quantization, modelHash, exact }
}
