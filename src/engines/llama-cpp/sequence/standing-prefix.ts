import type { LlamaContextSequence } from 'node-llama-cpp'
import type { Sampling } from '../../../workload/prompt.ts'
import { nativeContext, sequenceNumber } from '../answers/native-context.ts'
import { noContextShift } from '../no-context-shift.ts'
import type { PromptTokenizer } from '../tokenize-prompt.ts'

/** The prefix that stands in a sequence, by its length and seed. */
const standing = new WeakMap<LlamaContextSequence, string>()

/**
 * Has the tokens of a depth stand in a sequence, and nothing after them: evaluated where they do not yet, and kept from
 * one request to the next. To be called outside of any request's time.
 * @throws the engine's error
 */
export async function standAt(
  sequence: LlamaContextSequence,
  tokenizer: Pick<PromptTokenizer, 'tokenize'>,
  { depth = 0, seed }: Pick<Sampling, 'depth' | 'seed'>,
): Promise<void> {
  const key = `${depth} ${seed}`
  if (standing.get(sequence) === key && sequence.nextTokenIndex >= depth && forgetUnknown(sequence)) {
    await sequence.eraseContextTokenRanges([{ start: depth, end: sequence.nextTokenIndex }])
    // A model whose state cannot be cut evaluates it again, and may have failed to.
    if (sequence.nextTokenIndex === depth) return
  }
  await clear(sequence)
  if (depth === 0) return
  const tokens = tokenizer.tokenize({ kind: 'tokens', count: depth }, seed)
  await sequence.evaluateWithoutGeneratingNewTokens(tokens, { contextShift: noContextShift })
  // Does nothing but for models with a state or a window, which cannot be cut without.
  await sequence.takeCheckpoint()
  standing.set(sequence, key)
}

/**
 * Forgets tokens that were evaluated by the engine's own calls, of which node-llama-cpp does not know.
 * @returns false where they cannot be cut off
 */
function forgetUnknown(sequence: LlamaContextSequence): boolean {
  const [native, number] = [nativeContext(sequence.context), sequenceNumber(sequence)]
  if (native === null || number === null) return true
  return native.removeTokenCellsFromSequence(number, sequence.nextTokenIndex, sequence.contextSize)
}

/** Empties a sequence. */
export async function clear(sequence: LlamaContextSequence): Promise<void> {
  standing.delete(sequence)
  await sequence.clearHistory()
}
