import type { AskedTokens } from '../samples/sample.ts'
import { leastTokens } from '../workload/words/least-tokens.ts'
import { type RequestContent, textRequestPrompt } from './requester.ts'

/**
 * Tokens that a request asks for.
 * @param isLimited whether the server was told how long the answer may be
 */
export function askedTokens({ prompt: asked, sampling }: RequestContent, isLimited: boolean): AskedTokens {
  const prompt = textRequestPrompt(asked)
  const output = isLimited ? sampling.maxTokens : null
  if (prompt.kind === 'tokens') return { input: prompt.count, output }
  const least = leastTokens(prompt.kind === 'text' ? [prompt] : prompt.messages)
  return { input: null, output, ...(least === null ? {} : { least }) }
}
