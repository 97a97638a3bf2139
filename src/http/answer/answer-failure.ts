import { serverText, type HttpFailure } from '../failure.ts'
import type { Redact } from '../redact.ts'
import type { AnswerUsage } from './usage.ts'
import { finishOf, saysGivenUp } from './finish-reason.ts'

/** Facts of an answer that came to its end. */
export interface AnswerEnd {
  /** The server's own word for the end of generation; null where it said none. */
  readonly finishWord: string | null
  /** Error that the server reported inside of the answer. */
  readonly serverError: string | null
  /** Whether it holds anything the model generated. */
  readonly generated: boolean
  readonly usage: Pick<AnswerUsage, 'output' | 'reasoning'> | null
}

/** The failure of an answer that came to its end: its server gave up, or nothing came of it. Null for none. */
export function endFailure(
  { finishWord, serverError, generated, usage }: AnswerEnd,
  redact: Redact,
): HttpFailure | null {
  if (serverError !== null) return { class: 'server-error', message: serverText(serverError, redact) }
  const gaveUp = saysGivenUp(finishWord)
  // Of a good answer no word is needed, and none is made.
  if (generated && !gaveUp) return null
  const said = finishWord === null ? '' : ` (finish reason: ${serverText(finishWord, redact)})`
  if (gaveUp) return { class: 'server-error', message: `the server gave up${said}` }
  if (finishOf(finishWord) === 'content-filter')
    return { class: 'content-filter', message: `a filter left nothing of the answer${said}` }
  const unsent = unsentWords(usage)
  if (unsent === null) return { class: 'empty', message: `the answer holds no generated token${said}` }
  const isCut = finishWord === null || finishOf(finishWord) === 'length'
  const wayOut = isCut ? 'raise maxTokens' : "look at the server's parsers of reasoning and tool calls"
  return { class: 'empty', message: `${unsent}${said}: ${wayOut}` }
}

/** Words for tokens that were decoded and not sent; null where there were none: the end token alone is one. */
function unsentWords(usage: AnswerEnd['usage']): string | null {
  if (usage === null) return null
  const { reasoning } = usage
  const output = usage.output ?? 0
  if (reasoning === null || reasoning === 0)
    return output > 1 ? `all ${output} tokens were generated, and none was sent` : null
  const counted = reasoning >= output ? `all ${reasoning}` : `${reasoning} of ${output}`
  return `${counted} tokens went into reasoning that was not sent`
}
