import type { ContextShiftOptions } from 'node-llama-cpp'
import { formatCount } from '../../figures.ts'

/** A context that is full: the engine would forget the beginning of the prompt to go on. */
export class ContextFull extends Error {
  /**
   * @param tokens tokens that are in it, or are to go into it
   * @param contextSize tokens that it holds
   */
  constructor(tokens: number, contextSize: number) {
    super(`the context of ${formatCount(contextSize)} tokens is full (${formatCount(tokens)} are needed)`)
  }
}

/**
 * Refuses to make room in a full context: what is generated after its beginning was erased is the answer to another
 * prompt, in another time.
 */
export const noContextShift: ContextShiftOptions = {
  size: 1,
  strategy: ({ sequence }) => {
    throw new ContextFull(sequence.nextTokenIndex + 1, sequence.contextSize)
  },
}
