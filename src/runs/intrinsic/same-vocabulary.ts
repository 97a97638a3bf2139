import { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import type { ReadText } from '../../intrinsic/read-text.ts'

/**
 * Refuses two models that do not read a text as the same tokens.
 * @throws LlmBenchError `invalid-workload`
 */
export function assertSameText(base: ReadText, own: ReadText, [baseName, ownName]: readonly [string, string]): void {
  const isSame = base.vocabulary.size === own.vocabulary.size && base.vocabulary.digest === own.vocabulary.digest
  const sizes = [base, own].map(({ vocabulary }) => formatCount(vocabulary.size)).join(' and ')
  const problem = !isSame
    ? `have different vocabularies (of ${sizes} tokens)`
    : sameTokens(base, own)
      ? null
      : 'read the text as different tokens'
  if (problem === null) return
  throw new LlmBenchError(
    'invalid-workload',
    `klDivergence(base, candidate): "${baseName}" and "${ownName}" ${problem}, so that their predictions are not of ` +
      'the same things: take two quantizations of one model, or set the bitsPerByte of each beside the other',
  )
}

function sameTokens({ tokens, bos }: ReadText, other: ReadText): boolean {
  return (
    bos === other.bos &&
    tokens.length === other.tokens.length &&
    tokens.every((token, place) => token === other.tokens[place])
  )
}
