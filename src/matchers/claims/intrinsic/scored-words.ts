import { formatCount } from '../../../figures.ts'
import type { IntrinsicRecord } from '../../../record/intrinsic/intrinsic.ts'

/** How a text was scored, in words. */
export function scoredWords({ scoredTokens, windows, contextSize, bos, protocol, exact }: IntrinsicRecord): string {
  return (
    `${formatCount(scoredTokens)} tokens were scored in ${formatCount(windows)} ` +
    `${windows === 1 ? 'window' : 'windows'} of ${formatCount(contextSize)} (${bos ? 'BOS before each' : 'no BOS'}, ` +
    `protocol ${protocol}, ${exact ? 'exact' : 'as loaded'})`
  )
}
