import { selfcheck, type SelfcheckPlan } from '../../selfcheck/selfcheck.ts'
import { selfcheckHelp } from '../help.ts'
import { parameters } from '../parameters.ts'
import { selfcheckText } from '../selfcheck-text.ts'
import { usageError } from '../usage-error.ts'

const options = {
  streams: { type: 'string' },
  rate: { type: 'string' },
  seconds: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Exit code where the figures cannot be right. */
const contradicted = 1
const mostStreams = 1024
const mostPerSecond = 1000
const mostSeconds = 600

/**
 * `llm-bench selfcheck`; the exit code.
 * @throws LlmBenchError for a wrong call, and when a process cannot be started or dies
 */
export async function selfcheckCommand(given: readonly string[]): Promise<number> {
  const { values, positionals } = parameters('selfcheck', given, options)
  if (values.help === true) {
    process.stdout.write(`${selfcheckHelp}\n`)
    return 0
  }
  if (positionals.length > 0)
    throw usageError(`selfcheck takes no ${JSON.stringify(positionals[0])}: streams are given as --streams 1,10,100`)
  const plan: SelfcheckPlan = {
    streams: streamsOf(values.streams),
    perSecond: rateOf(values.rate),
    seconds: secondsOf(values.seconds),
  }
  const ended = new AbortController()
  // The processes it started are ended before this one is; a second Ctrl-C does not wait for that.
  process.once('SIGINT', () => ended.abort())
  const result = await selfcheck(plan, (text) => process.stderr.write(`${text}\n`), ended.signal)
  const text = values.json === true ? JSON.stringify(result, null, 2) : selfcheckText(result)
  process.stdout.write(`${text}\n`)
  return result.contradictions.length > 0 ? contradicted : 0
}

function streamsOf(text = '1,10,100,500'): number[] {
  const counts = text.split(',').map(numberOf)
  if (counts.every((count) => Number.isInteger(count) && count >= 1 && count <= mostStreams)) {
    return [...new Set(counts)].toSorted((a, b) => a - b)
  }
  throw usageError(
    `--streams is ${JSON.stringify(text)}: give whole numbers from 1 to ${mostStreams}, such as 1,10,100`,
  )
}

function rateOf(text = '50'): number | null {
  const perSecond = numberOf(text)
  if (perSecond >= 0 && perSecond <= mostPerSecond) return perSecond === 0 ? null : perSecond
  throw usageError(`--rate is ${JSON.stringify(text)}: give requests per second from 0 (none) to ${mostPerSecond}`)
}

function secondsOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const seconds = numberOf(text)
  if (seconds > 0 && seconds <= mostSeconds) return seconds
  throw usageError(`--seconds is ${JSON.stringify(text)}: give seconds above 0, at most ${mostSeconds}`)
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
