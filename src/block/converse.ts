import type { Sample } from '../samples/sample.ts'
import type { ChatMessage, Conversation } from '../workload/prompt.ts'
import { now } from '../clock.ts'
import type { Due } from './drive-load.ts'
import type { SinglePrompt } from '../requesters/requester.ts'
import { sleepUntil } from '../sleep-until.ts'

/** Functions that make the turns of a conversation, and the signal that ends it. */
export interface Conversing {
  /** Makes one turn; null when it was cut short. */
  readonly request: (due: Due, prompt: SinglePrompt, turn: number) => Promise<Sample | null>
  /** Asked before each turn but the first. */
  readonly mayStart?: () => boolean
  /** Aborted when no further turn is to be sent. */
  readonly ending: AbortSignal
}

/**
 * Makes a conversation turn after turn, each with everything said before; it ends with the first turn that
 * fails, or that may not be sent any more.
 */
export async function converse(
  due: Due,
  { system, turns, thinkMs, ...rest }: Conversation,
  { request, mayStart = () => true, ending }: Conversing,
): Promise<void> {
  const messages: ChatMessage[] = system === null ? [] : [{ role: 'system', content: system }]
  let { intended } = due
  for (const [turn, content] of turns.entries()) {
    messages.push({ role: 'user', content })
    const prompt: SinglePrompt = {
      kind: 'messages',
      messages: [...messages],
      ...(rest.maxTokens === undefined ? {} : { maxTokens: rest.maxTokens }),
    }
    const sample = await request({ ...due, intended }, prompt, turn)
    if (sample === null || sample.state === 'failed' || turn === turns.length - 1) return
    messages.push({ role: 'assistant', content: answerIn(sample) })
    intended = now() + thinkMs
    await sleepUntil(intended, ending)
    if (ending.aborted) return
    // The conversation was asked for as a whole; each further turn costs anew.
    if (!mayStart()) return
  }
}

/** Words for an answer with nothing to repeat, such as one of white space only. */
const noText = '(no text)'

/**
 * The answer of a turn as the next turns repeat it: its text; where it has none its reasoning, else its calls of
 * tools as text. Servers refuse an assistant message without content, calls whose results do not follow, and two
 * messages of the user in a row.
 */
function answerIn({ text, reasoning = '', toolCalls = '' }: Sample): string {
  return [text, reasoning, toolCalls].find((said) => said.trim() !== '') ?? noText
}
