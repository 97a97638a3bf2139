import type { LlamaContextSequence, SequenceEvaluateOptions, Token, TokenPredictor } from 'node-llama-cpp'
import type { DraftOptions } from '../../../models/speculation/speculation-options.ts'

/**
 * Drafts tokens with a smaller model, greedily, and waits for them. That of node-llama-cpp drafts beside the other
 * model: it is too late with no least number of tokens, and with one a model does not draft its own answer.
 */
export function draftPredictor(
  draft: LlamaContextSequence,
  { maxTokens = 1, minTokens = 0, minConfidence = 0.6 }: Omit<DraftOptions, 'model'>,
): TokenPredictor {
  let state: Token[] = []
  let options: SequenceEvaluateOptions = {}
  const predictor = {
    reset({ stateTokens, evaluateOptions: { tokenBias } }: Parameters<TokenPredictor['reset']>[0]) {
      state = [...stateTokens]
      options = { temperature: 0, yieldEogToken: true, ...(tokenBias === undefined ? {} : { tokenBias }) }
    },
    pushTokens: (tokens: Token[]) => void state.push(...tokens),
    async predictTokens() {
      const room = Math.min(Math.max(maxTokens, minTokens), draft.contextSize - state.length - 1)
      if (room <= 0) return []
      await draft.adaptStateToTokens(state.slice(0, -1), false)
      const tokens: Token[] = []
      const made = draft.evaluateWithMetadata(state.slice(draft.nextTokenIndex), { confidence: true }, options)
      try {
        while (tokens.length < room) {
          const { value, done } = await made.next()
          if (done === true || value.confidence < minConfidence) break
          tokens.push(value.token)
        }
      } finally {
        await made.return()
      }
      return tokens.length < minTokens ? [] : tokens
    },
    stop: () => {},
    updateInputTokens: () => {},
    dispose: () => {},
    [Symbol.dispose]: () => {},
  }
  return predictor
}
