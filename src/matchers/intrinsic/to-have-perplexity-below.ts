import * as v from 'valibot'
import { figureBeside, formatCount, formatGiven } from '../../figures.ts'
import { perplexityOf } from '../../intrinsic/summary.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { intrinsicSubject } from '../claims/intrinsic/intrinsic-subject.ts'
import { judgeBlocksBelow } from '../claims/intrinsic/judge-blocks.ts'
import { scoredWords } from '../claims/intrinsic/scored-words.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a model's perplexity lies below a limit on texts like the scored one: by the 90 % interval over
     * blocks of windows. Fewer than five windows settle nothing. Random weights are refused.
     *
     * @param limit - Above 1.
     * @throws LlmBenchError `not-measured` when the value is no result of `perplexity` or `klDivergence` and no
     * configuration that was measured with the option `perplexity`, `.not` included; `invalid-option` for a wrong
     * limit.
     * @example
     * expect(await perplexity(llama, { file: './wiki.txt' })).toHavePerplexityBelow(12)
     */
    toHavePerplexityBelow: (limit: number) => R
  }
}

const matcher = 'toHavePerplexityBelow'
const limitSchema = v.pipe(v.number(), v.gtValue(1), v.finite(), v.description('a number above 1'))

/** The matcher `expect(result).toHavePerplexityBelow(limit)`. */
export const toHavePerplexityBelow: Matcher<[limit: number]> = function judge(received, limit, ...more) {
  noMore(`${matcher}(limit)`, more)
  checkValue(limitSchema, limit, `${matcher}(limit)`)
  const { subject, intrinsic } = intrinsicSubject(received, matcher)
  const { blocks, scoredTokens, windows } = intrinsic
  const judgement = judgeBlocksBelow(
    { x: blocks.nats, y: blocks.tokens, figure: perplexityOf, tokens: scoredTokens, windows },
    limit,
    attemptsOf(this.task).alpha,
  )
  return conclude(this, {
    matcher,
    subject,
    metric: 'perplexity',
    restsOn: [],
    unit: '',
    what: 'perplexity',
    relation: `below ${formatGiven(limit)}`,
    threshold: limit,
    judgement,
    observed: figureBeside(judgement.observed, limit),
    provenance: subject.record.provenance,
    counted: 'tokens',
    details: () => [scoredWords(intrinsic), `${formatCount(intrinsic.text.bytes)} bytes of text`],
  })
}
