import { expectedTexts } from '../model/expected-texts.ts'
import type { AnswerToScore } from '../scorer.ts'
import type { FencedPart } from './fenced.ts'

/** The prompt of an answer, as a judge reads it: of a chat all of its messages. */
export function promptPart({ input, messages }: AnswerToScore): FencedPart {
  const isChat = messages !== undefined && messages.length > 1
  return {
    label: 'prompt',
    text: isChat ? messages.map(({ role, content }) => `${role}: ${content}`).join('\n') : input,
  }
}

/** The answers that are expected, as a judge reads them; none where the prompt wants none. */
export function referenceParts({ expected }: AnswerToScore): readonly FencedPart[] {
  if (expected === undefined || expected === null) return []
  const texts = expectedTexts(expected)
  return (texts.length === 0 ? [JSON.stringify(expected)] : texts).map((text) => ({ label: 'reference', text }))
}
