import { formatCount } from '../../figures.ts'
import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { type ChatMessage, isItemsPrompt, type ItemsPrompt, type Prompt, type TextPrompt } from '../prompt.ts'
import type { RequestDefinition } from '../request-definition.ts'
import { leastTokens } from './least-tokens.ts'

/**
 * Refuses requests that cannot fit into a context, before any is sent: those whose prompt, in the fewest tokens it can
 * be, and whose whole answer are longer.
 * @param contextSize tokens of prompt and answer together
 * @throws LlmBenchError `invalid-workload`
 */
export function refuseTooLong(
  { prompts, sampling }: RequestDefinition,
  contextSize: number,
  { call, where }: { readonly call: Call; readonly where: string },
): void {
  for (const prompt of prompts) {
    const answer = prompt.maxTokens ?? sampling.maxTokens
    const input = fewestTokens(prompt)
    if (input + answer <= contextSize) continue
    const isExact = prompt.kind === 'tokens'
    throw notAllowed(
      call('maxTokens'),
      `${formatCount(answer)} after a prompt of ${isExact ? '' : 'at least '}${formatCount(input)} tokens`,
      `at most ${formatCount(contextSize)} tokens of prompt and answer together, which is all that ${where} holds ` +
        '(its contextSize)',
      { code: 'invalid-workload' },
    )
  }
}

/** Fewest tokens of a prompt; of a conversation without its answers, which may be short. */
function fewestTokens(prompt: Prompt): number {
  // Of a batch each text has the context for itself.
  if (isItemsPrompt(prompt)) return 0
  if (prompt.kind === 'tokens') return prompt.count
  return leastTokens(textsOf(prompt)) ?? 0
}

function textsOf(prompt: Exclude<Prompt, { kind: 'tokens' } | ItemsPrompt>): readonly (TextPrompt | ChatMessage)[] {
  if (prompt.kind === 'text') return [prompt]
  if (prompt.kind === 'messages') return prompt.messages
  const turns = prompt.turns.map((content) => ({ role: 'user' as const, content }))
  return prompt.system === null ? turns : [{ role: 'system', content: prompt.system }, ...turns]
}
