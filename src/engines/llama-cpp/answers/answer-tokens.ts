import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp'
import { ContextFull } from '../no-context-shift.ts'
import { keepOpen, nativeContext, sequenceNumber } from './native-context.ts'

/** Tokens of one answer, each made when it is asked for. */
export interface AnswerTokens {
  /** @throws ContextFull where the context cannot hold it; what the engine throws */
  next(): Promise<Token | null>
  /** Ends the answer, whole or not. */
  end(): Promise<void>
}

/**
 * Answers a prompt. The prompt and the first token are evaluated by node-llama-cpp; in a context of one sequence each
 * further token takes the two calls of the engine that it needs, and none of the locks, queues and iterators by which
 * node-llama-cpp shares a context between sequences: they cost 0.3 ms a token where the caches are cold, as they are
 * after each step of a model.
 * @param sampler the engine's sampler of the last token; null for the iterator of node-llama-cpp throughout
 */
export function answerTokens(
  sequence: LlamaContextSequence,
  input: Token[],
  options: SequenceEvaluateOptions,
  sampler: (() => object | null) | null,
): AnswerTokens {
  const tokens = sequence.evaluateWithMetadata(input, {}, options)
  let steps: Steps | null = null
  const first = async (): Promise<Token | null> => {
    const { value, done } = await tokens.next()
    if (done === true) return null
    const made = sampler?.() ?? null
    steps = made === null ? null : stepsOf(sequence, made, value.token)
    return value.token
  }
  return {
    next: async () => await (steps === null ? first() : steps.next()),
    async end() {
      steps?.end()
      // It gives its sampler back.
      await tokens.return()
    },
  }
}

interface Steps {
  next(): Promise<Token>
  end(): void
}

function stepsOf(sequence: LlamaContextSequence, sampler: object, first: Token): Steps | null {
  const { context, contextSize } = sequence
  const native = nativeContext(context)
  const number = sequenceNumber(sequence)
  if (native === null || number === null || context.totalSequences !== 1 || sequence.tokenPredictor !== undefined)
    return null
  const open = keepOpen(context)
  let position = sequence.nextTokenIndex
  let last = first
  const [token, sampled] = [new Uint32Array(1), new Uint32Array(1)]
  return {
    async next() {
      // Where the engine itself would have made room.
      if (position >= contextSize - 1) throw new ContextFull(position + 1, contextSize)
      token[0] = last
      native.initBatch(1)
      const [place = 0] = native.addToBatch(number, position++, token, sampled)
      await native.decodeBatch()
      last = await native.sampleToken(place, sampler)
      if (last === -1) throw new Error('Failed to sample next token')
      return last
    },
    end: () => open[Symbol.dispose](),
  }
}
