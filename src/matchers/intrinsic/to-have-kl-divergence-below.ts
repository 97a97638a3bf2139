import * as v from 'valibot'
import { figureBeside, formatLimit, formatNumber, formatShare } from '../../figures.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { plainText } from '../../plain-text.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { intrinsicSubject } from '../claims/intrinsic/intrinsic-subject.ts'
import { judgeBlocksBelow } from '../claims/intrinsic/judge-blocks.ts'
import { assertBase } from '../claims/intrinsic/named-base.ts'
import { scoredWords } from '../claims/intrinsic/scored-words.ts'
import { notMeasured } from '../claims/measured-run.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the mean Kullback-Leibler divergence of a model's predictions from those of a base lies below a limit
     * on texts like the scored one: by the 90 % interval over blocks of windows. Fewer than five windows settle
     * nothing, nor can it pass where not every token was compared, for the divergence is then "at least". Random
     * weights are refused.
     *
     * @param base - The base that it was measured from: its spec, its model, or its configuration.
     * @param limit - In nats a token, above 0.
     * @throws LlmBenchError `not-measured` when the value is no result of `klDivergence` and no configuration that was
     * measured with the option `perplexity`, or of another base, `.not` included; `invalid-option` for wrong arguments.
     * @example
     * expect(await klDivergence(full, small, { file: './wiki.txt' })).toHaveKLDivergenceBelow(full, 0.05)
     */
    toHaveKLDivergenceBelow: (base: unknown, limit: number) => R
  }
}

const matcher = 'toHaveKLDivergenceBelow'
const limitSchema = v.pipe(v.number(), v.gtValue(0), v.finite(), v.description('a number above 0, in nats a token'))

/** The matcher `expect(result).toHaveKLDivergenceBelow(base, limit)`. */
export const toHaveKLDivergenceBelow: Matcher<[base: unknown, limit: number]> = function judge(
  received,
  base,
  limit,
  ...more
) {
  noMore(`${matcher}(base, limit)`, more)
  checkValue(limitSchema, limit, `${matcher}(base, limit)`)
  const { subject, intrinsic } = intrinsicSubject(received, matcher)
  const { divergence, blocks, scoredTokens, windows } = intrinsic
  if (divergence === null || blocks.divergence === null)
    throw notMeasured(matcher, 'no base was beside it; use `await klDivergence(base, candidate, text)`')
  assertBase(base, divergence, matcher)
  const judgement = judgeBlocksBelow(
    { x: blocks.divergence, y: blocks.tokens, figure: (nats) => nats, tokens: scoredTokens, windows },
    limit,
    attemptsOf(this.task).alpha,
  )
  const { massLeftOut, median, sameTop, flips } = divergence
  const least =
    massLeftOut !== null && judgement.verdict !== 'fail'
      ? [
          'it is "at least" so much, for tokens with ' +
            `${formatShare(massLeftOut)} of the base's probability were taken as one`,
        ]
      : []
  return conclude(this, {
    matcher,
    subject,
    metric: 'klDivergence',
    restsOn: [],
    unit: 'nats',
    what: `mean KL divergence from ${plainText(divergence.base.model)}`,
    relation: `below ${formatLimit(limit, 'nats')} a token`,
    threshold: limit,
    judgement,
    doubts: least,
    observed: `${massLeftOut === null ? '' : 'at least '}${figureBeside(judgement.observed, limit)} nats`,
    provenance: subject.record.provenance,
    counted: 'tokens',
    details: () => [
      scoredWords(intrinsic),
      `median ${formatNumber(median)} nats, same likeliest token ${formatShare(sameTop)}, answers flipped ` +
        formatShare(flips.share),
    ],
  })
}
