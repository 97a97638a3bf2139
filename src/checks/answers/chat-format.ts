import type { Check } from '../evidence/check.ts'

/** Whether a local model was given its chats in the format it was trained on: another one makes other answers. */
export const chatFormat: Check = ({ header }) => {
  const format = header.facts.target.chatFormat ?? null
  if (format === null) return null
  const base = { id: 'chat-format', protects: ['latency', 'prefillSpeed', 'throughput', 'cost'] }
  const { source, name, reason } = format
  if (source === 'template' && reason !== null)
    return {
      ...base,
      status: 'warning',
      message:
        `chats go through the model's own template (${name}), and ${reason}, so that calls are not asked for in the ` +
        'form the model was trained on: take a model whose template describes tools',
    }
  if (source === 'template')
    return { ...base, status: 'ok', message: `chats go through the model's own template (${name})` }
  const given = source === 'none' ? name : `given as ${name}`
  const wayOut =
    source === 'none'
      ? 'tokens of a template are not counted; ask with complete() where prompts are to have a length'
      : 'the answers may be others than the model is meant to give; take a file with a template that can be ' +
        'rendered, or write the format into the text of complete()'
  return { ...base, status: 'warning', message: `chats are ${given}, for ${reason ?? 'no known reason'}: ${wayOut}` }
}
