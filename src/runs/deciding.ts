import { rowValues } from '../metrics/series.ts'
import { columnsOf } from '../samples/columns.ts'
import type { RequestFacts } from '../samples/facts.ts'
import type { RequestTable } from '../samples/request-table.ts'
import { SequentialShareTest } from '../stats/sequential/sequential.ts'
import type { Until, UntilClaim } from '../plan/until.ts'
import type { DecisionRecord } from '../record/claim.ts'
import { isEstimate, restsOnTokens } from '../verdicts/estimated-tokens.ts'

interface ClaimTest {
  readonly claim: UntilClaim
  readonly test: SequentialShareTest
}

/** Looks at a run while it goes on, and says when every named claim is decided. */
export class Deciding {
  readonly #tests: readonly ClaimTest[]
  readonly #alpha: number
  #seen = 0
  #guessed = false

  /** @param alpha error rate of each claim; claims that must all pass need no correction */
  constructor(until: Until, alpha: number) {
    this.#alpha = alpha
    this.#tests = until.claims.map((claim) => ({ claim, test: new SequentialShareTest(badShare(claim), alpha) }))
  }

  /** Takes all requests measured so far, in order; true when no claim is open any more. */
  look(measured: Pick<RequestTable, 'count' | 'row'>): boolean {
    for (; this.#seen < measured.count; this.#seen++) {
      const sample = measured.row(this.#seen)
      this.#guessed ||= sample.state !== 'failed' && isEstimate(sample.tokens)
      for (const { claim, test } of this.#tests) if (test.state === 'open') test.add(isBad(claim, sample))
    }
    return this.#tests.every(({ test }) => test.state !== 'open')
  }

  /** The claims as far as they are decided, one record each. */
  get decisions(): DecisionRecord[] {
    return this.#tests.map(({ claim, test }) => ({
      metric: claim.kind === 'percentile' ? claim.metric : 'successRate',
      percentile: claim.kind === 'percentile' ? claim.percentile : null,
      limit: claim.kind === 'percentile' ? claim.limit : claim.ratio,
      verdict: test.state === 'open' ? 'inconclusive' : test.state,
      n: test.n,
      bad: test.bad,
      alpha: this.#alpha,
      estimated: this.#guessed && claim.kind === 'percentile' && restsOnTokens(claim.metric),
    }))
  }
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
