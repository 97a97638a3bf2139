import type { DecisionQuestion as EngineQuestion, LlamaDecisionContext, LlamaModel } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import { formatCount } from '../../../figures.ts'
import type { Decision, DecisionQuestion, DecisionRequest } from '../../decision.ts'

/** A model as decisions are asked of it. */
export interface DecidingModel {
  readonly model: LlamaModel
  readonly name: string
  readonly threads: number
  /** Whether its weights are random. */
  readonly synthetic: boolean
  /** The option `contextSize`. */
  readonly contextSize: number | 'auto'
}

/** Tokens of the chat's format and of the words around a question, at most. */
const spare = 256
const leastSize = 512

/** Decisions of a model about documents, in a context of their own that is kept until it is too small. */
export class DecisionWork {
  readonly #of: DecidingModel
  #open: LlamaDecisionContext | null = null

  constructor(model: DecidingModel) {
    this.#of = model
  }

  /**
   * Answers a question about a document by the probabilities of its choices.
   * @throws LlmBenchError `invalid-workload` where no context holds the document whole, or the weights are random
   */
  async decide({ document, question, timeoutMs }: DecisionRequest): Promise<Decision> {
    const { name, synthetic } = this.#of
    if (synthetic) throw refused(`model "${name}" has random weights and decides nothing: take a trained one`)
    const context = await this.#contextFor(document, question)
    const asked = { asked: questionOf(question) }
    const { asked: answer } = await context.decide(document, asked, { signal: AbortSignal.timeout(timeoutMs) })
    const probabilities: readonly number[] =
      answer.type === 'noul' ? [1 - answer.value, answer.value] : Object.values(answer.probabilities)
    if (!probabilities.every((value) => value >= 0 && value <= 1))
      throw new LlmBenchError('engine-failed', `model "${name}" gave probabilities that are no numbers from 0 to 1`)
    return { probabilities }
  }

  /** Frees the context. */
  async clear(): Promise<void> {
    const open = this.#open
    this.#open = null
    await open?.dispose()
  }

  async #contextFor(document: string, question: DecisionQuestion): Promise<LlamaDecisionContext> {
    const { model, threads, contextSize: option } = this.#of
    const choices = question.kind === 'levels' ? question.levels : [question.yes, question.no]
    const words = [document, question.instruction, ...choices].join('\n')
    const needed = model.tokenize(words, false).length + spare
    const most = option === 'auto' ? model.trainContextSize : option
    if (needed > most) {
      throw refused(
        `a prompt, its answer and the question have about ${formatCount(needed)} tokens, the judge holds ` +
          `${formatCount(most)}, and none is cut: take a judge with a longer context, or shorter answers`,
      )
    }
    if (this.#open !== null && this.#open.contextSize >= needed) return this.#open
    await this.clear()
    const contextSize = Math.min(most, Math.max(leastSize, 2 ** Math.ceil(Math.log2(needed))))
    this.#open = await model.createDecisionContext({ contextSize, threads, parallelQuestions: 1 })
    return this.#open
  }
}

/** The question in the engine's words, in which yes or no is called `noul`. */
function questionOf(question: DecisionQuestion): EngineQuestion {
  const { instruction } = question
  return question.kind === 'levels'
    ? { type: 'score', instruction, criteria: question.levels }
    : { type: 'noul', instruction, criteria: { true: question.yes, false: question.no } }
}

function refused(message: string): LlmBenchError {
  return new LlmBenchError('invalid-workload', message)
}
