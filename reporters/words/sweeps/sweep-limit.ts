import { formatNumber } from '../../../src/figures.ts'
import { answerRate } from '../output-rate.ts'
import { levelText, type Sweep, type SweptRun } from './sweeps.ts'

/** Ratio up to which two rates do not differ. */
const flat = 1.05

/** A sentence about the most the target can do, by its levels; null where too few have a rate. */
export function limitSentence(sweep: Sweep): string | null {
  return sweep.variable === 'rate' ? keptUpSentence(sweep) : peakSentence(sweep)
}

/** A sentence that tells where the rate of answers stops growing with the clients. */
function peakSentence({ variable, levels }: Sweep): string | null {
  const rates = levels.flatMap((run) => {
    const rate = answerRate(run.throughput)
    return rate === null ? [] : [{ level: run.level, rate }]
  })
  const highest = Math.max(...rates.map(({ rate }) => rate))
  // The first level that comes close to the highest rate: more load than that adds waiting.
  const reached = rates.findIndex(({ rate }) => rate * flat >= highest)
  const at = rates[reached]
  if (at === undefined || rates.length < 2) return null
  const figure = `${formatNumber(at.rate)} a second, at ${levelText(variable, at.level)}`
  return reached === rates.length - 1
    ? `The rate of answers grew to the highest level, ${figure}: what the target can do was not reached.`
    : `The rate of answers stops growing at ${figure}: more load than that adds waiting only.`
}

/**
 * A sentence that tells up to which rate answers keep up with the requests. Answers grow with the rate that
 * is asked for, so their growth says nothing.
 */
function keptUpSentence({ variable, levels }: Sweep): string | null {
  // Where a search measured a level again, and longer, its last try says more.
  const last = new Map(levels.map((run) => [run.level, ratesOf(run)]))
  const asked = [...last].flatMap(([level, rates]) => (rates === null ? [] : [{ level, ...rates }]))
  if (asked.length < 2) return null
  const highest = asked.findLastIndex(({ keepsUp }) => keepsUp)
  const kept = asked[highest]
  const behind = asked[highest + 1]
  if (behind === undefined) {
    return (
      `Answers kept up with the requests to the highest level, ${levelText(variable, kept?.level ?? 0)}: ` +
      'the rate at which they no longer do was not reached.'
    )
  }
  const sent = `${formatNumber(behind.sent)} sent of ${formatNumber(behind.asked)} asked for`
  const figures = `${formatNumber(behind.answered)} a second answered and ${sent}`
  const at = levelText(variable, behind.level)
  return kept === undefined
    ? `Answers fall behind the requests at every level, from ${at} on (${figures}): ` +
        'what can be kept up with lies below.'
    : `Answers keep up with the requests to ${levelText(variable, kept.level)} and fall behind at ${at} ` +
        `(${figures}): more load than that adds waiting or failures only.`
}

interface LevelRates {
  readonly asked: number
  readonly sent: number
  readonly answered: number
  readonly keepsUp: boolean
}

function ratesOf({ load, throughput, metrics, requests, level }: SweptRun): LevelRates | null {
  if (requests.attempted === 0 || throughput.windowMs === null) return null
  const asked = load.rate?.asked ?? level
  const answered = throughput.requestsPerSecond ?? 0
  // The window ends with the last answer: one that nothing held up is no falling behind.
  const sendingMs = throughput.windowMs - (metrics.response.min ?? 0)
  const pace = sendingMs > 0 ? (answered * throughput.windowMs) / sendingMs : answered
  return { asked, sent: load.rate?.achieved ?? asked, answered, keepsUp: pace * flat >= asked }
}
