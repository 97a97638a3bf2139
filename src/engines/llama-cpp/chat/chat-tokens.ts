import type { LlamaModel, Token } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import type { ChatFormatRecord } from '../../../record/target.ts'
import type { AnswerRules } from '../../../workload/answer-rules.ts'
import type { ChatMessage } from '../../../workload/prompt.ts'
import { chatMl } from './chat-ml.ts'
import { withToolsDescribed } from './describe-tools.ts'
import { reasonOf, type SpecialTexts, TemplateChat } from './template-chat.ts'

/** A chat as tokens, or as the text that they are estimated from. */
export interface RenderedChat<Content> {
  readonly content: Content
  readonly format: ChatFormatRecord
}

/** The chat templates that a model file carries. */
export interface ChatTemplates {
  readonly chatTemplate: string | null
  /** Another one for chats with tools. */
  readonly toolTemplate: string | null
}

/** Makes the tokens of a chat; its own template's where it can be rendered. */
export type RenderChat = (messages: readonly ChatMessage[], rules?: AnswerRules) => RenderedChat<Token[]>

/** Messages in a format that node-llama-cpp knows, and the name of it. */
export type RenderByWrapper = (messages: readonly ChatMessage[]) => { readonly tokens: Token[]; readonly name: string }

/**
 * Makes the tokens of chats, by the file's own template. Without one they are in ChatML, as llama-server has it;
 * where it cannot be rendered they are in the format that node-llama-cpp takes for the model's.
 */
export function chatTokens(model: LlamaModel, templates: ChatTemplates, byWrapper: RenderByWrapper): RenderChat {
  const { text } = chatTexts(templates, { bos: model.tokens.bosString, eos: model.tokens.eosString })
  return (messages, rules = {}) => {
    const rendered = text(messages, rules)
    if (rendered.content !== null) return { ...rendered, content: tokensOf(model, rendered.content) }
    const { tokens, name } = byWrapper(described(messages, rules))
    return { content: tokens, format: { ...rendered.format, name } }
  }
}

/** The text of a chat; null where the file's own template cannot be rendered. */
export function chatTexts(
  { chatTemplate, toolTemplate }: ChatTemplates,
  special: SpecialTexts,
): { text: (messages: readonly ChatMessage[], rules: AnswerRules) => RenderedChat<string | null> } {
  const usual = parsedOf(chatTemplate ?? toolTemplate, special)
  const forTools = toolTemplate === null || chatTemplate === null ? usual : parsedOf(toolTemplate, special)
  return {
    text(messages, rules) {
      const parsed = rules.tools === undefined ? usual : forTools
      if (parsed === null) {
        refuseVariables(rules, 'the file of the model has none')
        const reason = 'the file has no chat template'
        return { content: chatMl(described(messages, rules)), format: { source: 'fallback', name: 'ChatML', reason } }
      }
      try {
        if (parsed.unreadable !== null) throw parsed.unreadable
        const { text, format } = parsed.template.render(messages, rules)
        return { content: text, format }
      } catch (error) {
        if (error instanceof LlmBenchError) throw error
        const reason = `the file's chat template cannot be rendered: ${reasonOf(error)}`
        refuseVariables(rules, reason)
        return { content: null, format: { source: 'fallback', name: '', reason } }
      }
    },
  }
}

type Parsed = { readonly template: TemplateChat; readonly unreadable: null } | { readonly unreadable: Error }

/** Messages of a format that describes no tools itself. */
function described(messages: readonly ChatMessage[], { tools }: AnswerRules): readonly ChatMessage[] {
  return tools === undefined ? messages : withToolsDescribed(messages, tools)
}

function parsedOf(source: string | null, special: SpecialTexts): Parsed | null {
  if (source === null) return null
  try {
    return { template: new TemplateChat(source, special), unreadable: null }
  } catch (error) {
    return { unreadable: error as Error }
  }
}

/** Options of the template mean nothing without it. */
function refuseVariables({ thinking, template }: AnswerRules, reason: string): void {
  if (thinking === undefined && template === undefined) return
  const option = thinking === undefined ? 'body.chat_template_kwargs' : 'thinking'
  throw new LlmBenchError(
    'invalid-workload',
    `chat(messages, { ${option} }): it is for the model's chat template, and ${reason}: leave it out`,
  )
}

/** Tokens of a rendered chat: in front the one that begins a text, where the model wants it and it is not there. */
function tokensOf(model: LlamaModel, text: string): Token[] {
  const tokens = model.tokenize(text, true)
  const { bos, shouldPrependBosToken } = model.tokens
  return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : [...tokens]
}
