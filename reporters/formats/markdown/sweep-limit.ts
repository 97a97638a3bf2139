import { formatNumber } from '../../../src/figures.ts'
import { answerRate } from '../../words/output-rate.ts'
import { levelText, type Sweep, type SweptRun } from '../../words/sweeps.ts'

/** A difference between two rates that is none. */
const flat = 1.05

/** What the levels say of the most the target can do, in a sentence; null where too few have a rate. */
export function limitSentence(sweep: Sweep): string | null {
  return sweep.variable === 'rate' ? keptUpSentence(sweep) : peakSentence(sweep)
}

/** Where the rate of answers stops growing with the clients. */
function peakSentence({ variable, levels }: Sweep): string | null {
  const rates = levels.flatMap((run) => {
    const rate = answerRate(run.throughput)
    return rate === null ? [] : [{ level: run.level, rate }]
  })
  const highest = Math.max(...rates.map(({ rate }) => rate))
  // The first level that comes close to the highest rate: what lies above it adds waiting.
  const reached = rates.findIndex(({ rate }) => rate * flat >= highest)
  const at = rates[reached]
  if (at === undefined || rates.length < 2) return null
  const figure = `${formatNumber(at.rate)} a second, at ${levelText(variable, at.level)}`
  return reached === rates.length - 1
    ? `The rate of answers grew to the highest level, ${figure}: what the target can do was not reached.`
    : `The rate of answers stops growing at ${figure}: more load than that adds waiting only.`
}

/** Up to which rate answers keep up with the requests. Answers grow with what is asked for, so their growth says nothing. */
function keptUpSentence({ variable, levels }: Sweep): string | null {
  // Where a search measured a level again, and longer, its last try says more.
  const last = new Map(levels.map((run) => [run.level, ratesOf(run)]))
  const asked = [...last].flatMap(([level, rates]) => (rates === null ? [] : [{ level, ...rates }]))
  if (asked.length < 2) return null
  const highest = asked.findLastIndex(({ keepsUp }) => keepsUp)
  const kept = asked[highest]
  const behind = asked[highest + 1]
  if (behind === undefined) {
    return `Answers kept up with the requests to the highest level, ${levelText(variable, kept?.level ?? 0)}: the rate at which they no longer do was not reached.`
  }
  const figures = `${formatNumber(behind.answered)} a second answered and ${formatNumber(behind.sent)} sent of ${formatNumber(behind.asked)} asked for`
  return kept === undefined
    ? `Answers fall behind the requests at every level, from ${levelText(variable, behind.level)} on (${figures}): what can be kept up with lies below.`
    : `Answers keep up with the requests to ${levelText(variable, kept.level)} and fall behind at ${levelText(variable, behind.level)} (${figures}): more load than that adds waiting or failures only.`
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
