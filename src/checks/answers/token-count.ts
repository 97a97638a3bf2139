import { formatCount } from '../../figures.ts'
import type { MeasuredRequest } from '../../samples/facts.ts'
import type { RunHeader } from '../../plan/header.ts'
import type { Check, CheckInput } from '../evidence/check.ts'
import { cutTexts } from '../evidence/cut-texts.ts'
import type { Mismatch } from '../evidence/mismatch.ts'
import { eventsOf } from './counted-events.ts'
import type { Rows } from '../../samples/table/rows.ts'

const warningShare = 0.01
const invalidShare = 0.05
/** Share of the asked input below which it is rather cut than counted otherwise: a word is a token at least. */
const cutShare = 0.8
/** Most tokens that a chat template and special tokens add to a prompt; a completion has special tokens only. */
const templateTokens: Readonly<Record<string, number>> = { chat: 48, completion: 2 } as const

/**
 * Whether the tokens that figures are divided by are those that were asked for and those that came.
 * Fewer output tokens than asked are the check `early-stop`'s.
 */
export const tokenCount: Check = ({ header, samples }: CheckInput) => {
  const completed = samples.filter(({ state }) => state === 'completed')
  const counted = completed.filter(({ tokens }) => tokens.source === 'usage')
  const base = { id: 'token-count', protects: ['tpot', 'prefillSpeed', 'throughput', 'cost'] }
  const guessed = completed.filter(({ tokens }) => tokens.source === 'chunks').length
  if (counted.length + guessed === 0) return null
  const [worst = nothing] = [inputOf(counted, header), cutTexts(counted, header), outputOf(counted), eventsOf(counted)]
    .filter((found) => found !== null)
    .toSorted((one, other) => other.share - one.share)
  if (worst.share > invalidShare) {
    const protects = [...base.protects, ...(worst.protects ?? [])]
    return { ...base, protects, status: 'invalid', message: worst.message }
  }
  if (guessed > 0) {
    return {
      ...base,
      status: 'warning',
      message:
        `${formatCount(guessed)} of ${formatCount(completed.length)} answers came without the server's own count, ` +
        'so that a chunk is counted as a token: have the server send usage, or judge no figure a token',
    }
  }
  return worst.share > warningShare
    ? { ...base, status: 'warning', message: worst.message }
    : { ...base, status: 'ok', message: 'the server counts the tokens that were asked for and that came' }
}

/** No mismatch. */
const nothing: Mismatch = { share: 0, message: '' }

function inputOf(samples: Rows<MeasuredRequest>, { workload }: RunHeader): Mismatch | null {
  let asked = 0
  let allowed = 0
  let counted = 0
  for (const sample of samples) {
    const input = sample.asked?.input ?? null
    if (input === null || sample.tokens.input === null) continue
    asked += input
    allowed += templateTokens[workload.kind] ?? 0
    counted += sample.tokens.input
  }
  if (asked === 0) return null
  if (counted < cutShare * asked) {
    return {
      share: (asked - counted) / asked,
      protects: ['ttft', 'ttfv', 'latency', 'response'],
      message:
        `the server counted ${formatCount(counted)} input tokens where ${formatCount(asked)} were asked for: it ` +
        'cuts prompts at its context, in silence (Ollama: num_ctx; llama-server: --ctx-size over its slots): ' +
        'raise it; or its vocabulary splits the words of { tokens } prompts otherwise: then send texts of your own',
    }
  }
  const off = counted < asked ? asked - counted : Math.max(0, counted - asked - allowed)
  return {
    share: off / asked,
    message:
      `the server counted ${formatCount(counted)} input tokens where ${formatCount(asked)} were asked for: ` +
      'its vocabulary splits the words of { tokens } prompts otherwise; ' +
      'give its counts beside the figures, or texts of your own',
  }
}

function outputOf(samples: Rows<MeasuredRequest>): Mismatch | null {
  let asked = 0
  let above = 0
  for (const sample of samples) {
    const most = sample.asked?.output ?? null
    if (most === null) continue
    asked += most
    above += Math.max(0, sample.tokens.output - most)
  }
  if (asked === 0) return null
  return {
    share: above / asked,
    message:
      `the server counted ${formatCount(above)} output tokens more than the ${formatCount(asked)} ` +
      "that were allowed: name the field it knows with the endpoint's option fields: { max_tokens: '…' }",
  }
}
