import type { LlamaModel } from 'node-llama-cpp'
import type { RenderByWrapper } from './chat-tokens.ts'

/** The part of node-llama-cpp that finds the format of a model. */
export type ResolveChatWrapper = typeof import('node-llama-cpp').resolveChatWrapper

/** Chats in the format that node-llama-cpp takes for the model's. */
export function wrapperChat(resolveChatWrapper: ResolveChatWrapper, model: LlamaModel): RenderByWrapper {
  let wrapper: ReturnType<ResolveChatWrapper> | null = null
  return (messages) => {
    wrapper ??= resolveChatWrapper(model)
    const chatHistory = messages.map(({ role, content }) =>
      role === 'assistant' ? { type: 'model' as const, response: [content] } : { type: role, text: content },
    )
    const { contextText } = wrapper.generateContextState({
      chatHistory: [...chatHistory, { type: 'model', response: [] }],
    })
    const tokens = contextText.tokenize(model.tokenizer)
    const { bos, shouldPrependBosToken } = model.tokens
    const name = `node-llama-cpp's ${wrapper.wrapperName}`
    if (bos === null) return { tokens, name }
    if (shouldPrependBosToken && tokens[0] !== bos) return { tokens: [bos, ...tokens], name }
    // The wrapper begins with the token whether the model wants it or not.
    return { tokens: !shouldPrependBosToken && tokens[0] === bos && tokens[1] === bos ? tokens.slice(1) : tokens, name }
  }
}
