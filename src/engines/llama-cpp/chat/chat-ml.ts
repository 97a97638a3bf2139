import type { ChatMessage } from '../../../workload/prompt.ts'

/** ChatML, which llama-server gives a model whose file has no chat template. */
export function chatMl(messages: readonly ChatMessage[]): string {
  const said = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`)
  return `${said.join('')}<|im_start|>assistant\n`
}
