import { rowValues } from '../metrics/series.ts'
import { columnsOf } from '../samples/columns.ts'
import type { RequestFacts } from '../samples/facts.ts'
import type { RequestTable } from '../samples/request-table.ts'
import { SequentialShareTest, type SequentialState } from '../stats/sequential/sequential.ts'
import { effectiveSize } from '../stats/series/effective-size.ts'
import type { Until, UntilClaim } from '../plan/until.ts'
import type { DecisionRecord } from '../record/claim.ts'
import { isEstimate, restsOnTokens } from '../verdicts/estimated-tokens.ts'

interface ClaimTest {
  readonly claim: UntilClaim
  readonly test: SequentialShareTest
  /** 1 where a request counts against the claim, in the order in which they came in. */
  readonly bad: number[]
  state: SequentialState
}

/** Looks at a run while it goes on, and says when every named claim is decided. */
export class Deciding {
  readonly #tests: readonly ClaimTest[]
  readonly #alpha: number
  readonly #minDurationMs: number
  #seen = 0
  #guessed = false

  /** @param alpha error rate of each claim; claims that must all pass need no correction */
  constructor({ claims, minDurationMs }: Until, alpha: number) {
    this.#alpha = alpha
    // A journal of an older release does not say.
    this.#minDurationMs = minDurationMs ?? 0
    this.#tests = claims.map((claim) => ({
      claim,
      test: new SequentialShareTest(badShare(claim), alpha),
      bad: [],
      state: 'open',
    }))
  }

  /**
   * Takes all requests measured so far; true when no claim is open any more. They count together, for within a block
   * the quick ones come in first, and as many as they are worth where bad ones come in bursts. Within the least
   * duration nothing is final: what seems decided is looked at again.
   *
   * @param spentMs milliseconds that were measured for
   */
  look(measured: Pick<RequestTable, 'count' | 'row'>, spentMs: number = Number.POSITIVE_INFINITY): boolean {
    for (; this.#seen < measured.count; this.#seen++) {
      const sample = measured.row(this.#seen)
      this.#guessed ||= sample.state !== 'failed' && isEstimate(sample.tokens)
      for (const { claim, bad, state } of this.#tests) if (state === 'open') bad.push(isBad(claim, sample) ? 1 : 0)
    }
    const isFinal = spentMs >= this.#minDurationMs
    const states = this.#tests.map((entry) => {
      if (entry.state !== 'open') return entry.state
      const state = stateOf(entry)
      if (isFinal) entry.state = state
      return state
    })
    return isFinal && states.every((state) => state !== 'open')
  }

  /** The claims as far as they are decided, one record each. */
  get decisions(): DecisionRecord[] {
    return this.#tests.map(({ claim, test, bad, state }) => ({
      metric: claim.kind === 'percentile' ? claim.metric : 'successRate',
      percentile: claim.kind === 'percentile' ? claim.percentile : null,
      limit: claim.kind === 'percentile' ? claim.limit : claim.ratio,
      verdict: verdicts[state === 'open' ? stateOf({ test, bad }) : state],
      n: bad.length,
      bad: countOf(bad),
      alpha: this.#alpha,
      estimated: this.#guessed && claim.kind === 'percentile' && restsOnTokens(claim.metric),
    }))
  }
}

const verdicts = { open: 'inconclusive', pass: 'pass', fail: 'fail' } as const

/** State of a test by all requests together, as many as they are worth. */
function stateOf({ test, bad }: Pick<ClaimTest, 'test' | 'bad'>): SequentialState {
  const { effective, tooCorrelated } = effectiveSize(Float64Array.from(bad))
  if (tooCorrelated) return 'open'
  const share = bad.length === 0 ? 0 : Math.min(1, effective / bad.length)
  return test.stateOf(countOf(bad) * share, bad.length * share)
}

function countOf(bad: readonly number[]): number {
  return bad.reduce((sum, flag) => sum + flag, 0)
}

function badShare(claim: UntilClaim): number {
  return 1 - (claim.kind === 'percentile' ? claim.percentile / 100 : claim.ratio)
}

/** Whether a request counts against a claim: a value at the limit is not below it, and a failure is bad for all. */
function isBad(claim: UntilClaim, sample: RequestFacts): boolean {
  if (sample.state === 'failed') return true
  if (claim.kind === 'success') return false
  const [value] = rowValues(claim.metric, {
    columns: columnsOf([sample]),
    gaps: new Float64Array(),
    concurrency: 1,
  })
  // A request without a value (not streamed, a single token) cannot be shown to be below.
  return value === undefined || !(value < claim.limit)
}
