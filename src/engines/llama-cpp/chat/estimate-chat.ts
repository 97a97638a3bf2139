import type { EstimateChat } from '../tokenize-prompt.ts'
import { chatTexts, type ChatTemplates } from './chat-tokens.ts'

/**
 * Chats of a synthetic model, whose tokens are estimated from characters: of its template's text where the file has
 * one, else of the messages alone, one a line.
 */
export function estimateChat(templates: ChatTemplates): EstimateChat {
  const { text } = chatTexts(templates, { bos: null, eos: null })
  return (messages, rules = {}) => {
    const { content, format } = text(messages, rules)
    if (content !== null && format.source === 'template') return { content, format }
    return {
      content: messages.map((message) => message.content).join('\n'),
      format: { source: 'none', name: 'estimated from the characters of the messages', reason: format.reason },
    }
  }
}
