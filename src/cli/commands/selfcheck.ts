import type { SelfcheckPlan } from '../../selfcheck/selfcheck.ts'
import { parameters } from '../parameters.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { Command } from './command.ts'

const options = {
  streams: { type: 'string' },
  rate: { type: 'string' },
  seconds: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Exit code where the figures cannot be right. */
const contradicted = 1
const mostStreams = 1024
const mostPerSecond = 1000
const mostSeconds = 600

/** The command `llm-bench selfcheck`. */
export const selfcheckCommand: Command = {
  name: 'selfcheck',
  summary: "measures this machine's own error as a load generator",
  group: 'look',
  options,
  help: `  llm-bench selfcheck [--streams 1,10,100,500] [--rate 50] [--seconds <s>] [--json]
      Measures this machine's own error as a load generator: the process that makes the load of
      benchmarks against a mock server with known times (50 ms to the first token, 10 ms between
      tokens, 100 tokens) that stamps its own writes. One closed load for each number of streams,
      then an open one of --rate requests per second (0: none). Each takes --seconds once all streams
      are in flight; left out, 3 s and as many more as it takes for 20 requests, the fewest by which
      a load is judged. --json prints the figures and their definitions instead of the table.
      Exit code 0: measured; 1: requests or chunks were lost, or stamps contradict each other;
      2: wrong usage, or a process could not be started. Lateness alone is no error: it is printed.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('selfcheck', given, options)
    if (positionals.length > 0) {
      throw notAllowed('llm-bench selfcheck', shown(positionals[0]), 'streams as --streams 1,10,100')
    }
    const plan: SelfcheckPlan = {
      streams: streamsOf(values.streams),
      perSecond: rateOf(values.rate),
      seconds: secondsOf(values.seconds),
    }
    const [{ selfcheck }, { selfcheckText }] = await Promise.all([
      import('../../selfcheck/selfcheck.ts'),
      import('../selfcheck-text.ts'),
    ])
    const ended = new AbortController()
    // The processes it started are ended before this one is; a second Ctrl-C does not wait for that.
    process.once('SIGINT', () => ended.abort())
    const result = await selfcheck(plan, (text) => process.stderr.write(`${text}\n`), ended.signal)
    const text = values.json === true ? JSON.stringify(result, null, 2) : selfcheckText(result)
    process.stdout.write(`${text}\n`)
    return result.contradictions.length > 0 ? contradicted : 0
  },
}

function streamsOf(text = '1,10,100,500'): number[] {
  const counts = text.split(',').map(numberOf)
  if (counts.every((count) => Number.isInteger(count) && count >= 1 && count <= mostStreams)) {
    return [...new Set(counts)].toSorted((a, b) => a - b)
  }
  throw notAllowed(
    'llm-bench selfcheck --streams',
    shown(text),
    `whole numbers from 1 to ${mostStreams}, such as 1,10,100`,
  )
}

function rateOf(text = '50'): number | null {
  const perSecond = numberOf(text)
  if (perSecond >= 0 && perSecond <= mostPerSecond) return perSecond === 0 ? null : perSecond
  throw notAllowed('llm-bench selfcheck --rate', shown(text), `requests per second from 0 (none) to ${mostPerSecond}`)
}

function secondsOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const seconds = numberOf(text)
  if (seconds > 0 && seconds <= mostSeconds) return seconds
  throw notAllowed('llm-bench selfcheck --seconds', shown(text), `seconds above 0, at most ${mostSeconds}`)
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
