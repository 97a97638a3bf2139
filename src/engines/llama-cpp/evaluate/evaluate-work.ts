import type { ControlledEvaluateInputItem, LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp'
import { divergenceAt } from '../../../intrinsic/divergence.ts'
import type { Distributions, Evaluated, EvaluateRequest, EvaluateWish } from '../../../intrinsic/evaluation.ts'
import { answered, type AnsweredPlace, asked } from './place-logits.ts'

/** Makes a context of one sequence. */
export type CreateContext = (contextSize: number, exact: boolean) => Promise<LlamaContext>

interface OpenEvaluation {
  readonly key: string
  readonly context: LlamaContext
  readonly sequence: LlamaContextSequence
}

/** The scoring of texts by one model, in a context of its own. */
export class EvaluateWork {
  readonly #create: CreateContext
  readonly #vocabularySize: () => number
  #open: OpenEvaluation | null = null

  constructor(create: CreateContext, vocabularySize: () => number) {
    this.#create = create
    this.#vocabularySize = vocabularySize
  }

  /** @throws LlmBenchError `engine-failed` where there is no context, `model-invalid` for logits that are no numbers */
  async evaluate(request: EvaluateRequest): Promise<Evaluated> {
    const sequence = await this.#sequence(request)
    const { tokens, first, targets, wish } = request
    const sheet = new PieceSheet(targets, wish, this.#vocabularySize())
    let problem: unknown = null
    const input = Array.from(tokens, (token, index): ControlledEvaluateInputItem => {
      const at = index - first
      const target = targets[at]
      return at < 0 || target === undefined
        ? (token as Token)
        : [token as Token, { generateNext: asked(sheet.vocabularySize, target, at, wish) }]
    })
    await sequence.controlledEvaluate(input, {
      onTokenResult: (index, result) => {
        try {
          sheet.write(index - first, answered(result))
        } catch (error) {
          problem ??= error
        }
        // All places of a window would take gigabytes.
        delete result.next.logits
      },
    })
    if (problem !== null) throw problem
    return sheet.result()
  }

  async clear(): Promise<void> {
    const open = this.#open
    this.#open = null
    await open?.context.dispose()
  }

  async #sequence({ contextSize, exact, from }: EvaluateRequest): Promise<LlamaContextSequence> {
    const key = `${contextSize} ${exact}`
    if (this.#open?.key !== key) {
      await this.clear()
      // The engine makes room when the last place is taken.
      const context = await this.#create(contextSize + 1, exact)
      this.#open = { key, context, sequence: context.getSequence() }
    }
    const { sequence } = this.#open
    if (from === 0) await sequence.clearHistory()
    // A model that is its own base has read this piece already.
    else if (sequence.nextTokenIndex > from)
      await sequence.eraseContextTokenRanges([{ start: from, end: sequence.nextTokenIndex }])
    return sequence
  }
}

/** The places of a piece, filled one after the other. */
class PieceSheet {
  readonly vocabularySize: number
  readonly #targets: Uint32Array
  readonly #wish: EvaluateWish
  readonly #logProbabilities: Float64Array
  readonly #likeliest: Uint32Array
  readonly #distributions: Distributions | null
  readonly #divergence: Evaluated['divergence']

  constructor(targets: Uint32Array, wish: EvaluateWish, vocabularySize: number) {
    const { length } = targets
    this.vocabularySize = vocabularySize
    this.#targets = targets
    this.#wish = wish
    this.#logProbabilities = new Float64Array(length)
    this.#likeliest = new Uint32Array(length)
    this.#distributions = wish.kind === 'distributions' ? emptyDistributions(length, wish.most, vocabularySize) : null
    this.#divergence =
      wish.kind === 'divergence' ? { nats: new Float64Array(length), leftOut: new Float64Array(length) } : null
  }

  write(at: number, place: AnsweredPlace): void {
    const target = place.logit(this.#targets[at] as number)
    this.#logProbabilities[at] = (target ?? Number.NEGATIVE_INFINITY) - place.total
    this.#likeliest[at] = place.likeliest
    if (this.#distributions !== null) keep(this.#distributions, at, place)
    if (this.#wish.kind === 'divergence' && this.#divergence !== null) {
      const { nats, leftOut } = divergenceAt(this.#wish.from, at, place)
      this.#divergence.nats[at] = nats
      this.#divergence.leftOut[at] = leftOut
    }
  }

  result(): Evaluated {
    return {
      logProbabilities: this.#logProbabilities,
      likeliest: this.#likeliest,
      distributions: this.#distributions,
      divergence: this.#divergence,
    }
  }
}

function emptyDistributions(places: number, most: number | null, size: number): Distributions {
  const width = Math.min(most ?? size, size)
  return {
    width,
    tokens: most === null ? null : new Uint32Array(places * width),
    logits: new Float32Array(places * width).fill(Number.NEGATIVE_INFINITY),
    totals: new Float64Array(places),
  }
}

function keep({ width, tokens, logits, totals }: Distributions, at: number, { sorted, total }: AnsweredPlace): void {
  totals[at] = total
  let place = at * width
  for (const [token, logit] of sorted) {
    if (tokens === null) logits[at * width + token] = logit
    else {
      if (place === (at + 1) * width) return
      tokens[place] = token
      logits[place] = logit
    }
    place++
  }
}
