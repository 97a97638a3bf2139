import type { Tool } from '../../../workload/answer-rules.ts'
import type { ChatMessage } from '../../../workload/prompt.ts'

/**
 * Messages in which the system describes the tools, for a format that describes none itself: one JSON object a line,
 * and the form of a call.
 */
export function withToolsDescribed(messages: readonly ChatMessage[], tools: readonly Tool[]): ChatMessage[] {
  const described = [
    'You can call functions. Each line describes one:',
    ...tools.map((tool) => JSON.stringify(tool.function)),
    'To call one, answer with nothing but JSON: {"name": "its name", "arguments": {"argument": "value"}}',
  ].join('\n')
  const [first, ...rest] = messages
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${described}` }, ...rest]
    : [{ role: 'system', content: described }, ...messages]
}
