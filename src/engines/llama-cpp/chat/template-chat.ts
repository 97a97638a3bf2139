import { createHash } from 'node:crypto'
import { LlmBenchError } from '../../../errors.ts'
import { plainExcerpt } from '../../../plain-text.ts'
import type { ChatFormatRecord } from '../../../record/target.ts'
import type { AnswerRules, ThinkingEffort } from '../../../workload/answer-rules.ts'
import type { ChatMessage } from '../../../workload/prompt.ts'
import { type JinjaTemplate, jinjaTemplate, TemplateRefusal, type TemplateVariables } from './jinja-template.ts'
import { withToolsDescribed } from './describe-tools.ts'
import { oppositeThinking, thinkingVariables } from './thinking.ts'

/** Texts of the tokens that begin and end a text; null where the vocabulary has none. */
export interface SpecialTexts {
  readonly bos: string | null
  readonly eos: string | null
}

/** Messages as a template makes one text of them. */
export interface TemplateText {
  readonly text: string
  readonly format: ChatFormatRecord
}

/** Columns that a reason may take. */
const reasonWidth = 200

/** A model's own chat template, as its chats go through it. */
export class TemplateChat {
  readonly #template: JinjaTemplate
  readonly #special: SpecialTexts
  readonly #name: string
  /** Whether it describes tools; null until that was looked at. */
  #tools: boolean | null = null
  /** Values of `thinking` that are known to make another text: looked at once, before anything is timed. */
  readonly #switches = new Set<boolean | ThinkingEffort>()

  /** @throws where the source is no template that can be read */
  constructor(source: string, special: SpecialTexts) {
    this.#template = jinjaTemplate(source)
    this.#special = special
    this.#name = `Jinja template ${createHash('sha256').update(source).digest('hex').slice(0, 12)}`
  }

  /**
   * The text of a chat, up to where the model's answer begins.
   * @throws LlmBenchError `invalid-workload` where the template refuses the messages, or knows no thinking that
   * was asked for; another error where it cannot be rendered
   */
  render(messages: readonly ChatMessage[], rules: AnswerRules = {}): TemplateText {
    const text = this.#textOf(messages, rules)
    const { thinking } = rules
    if (thinking !== undefined && !this.#switches.has(thinking)) {
      if (text === this.#textOf(messages, { ...rules, thinking: oppositeThinking(thinking) })) throw noSwitch(thinking)
      this.#switches.add(thinking)
    }
    const format = { source: 'template', name: this.#name, reason: null } as const
    const { tools, ...others } = rules
    if (tools === undefined || this.#describesTools(messages, rules, text)) return { text, format }
    const reason = 'it describes no tools: the message of the system does'
    return { text: this.#textOf(withToolsDescribed(messages, tools), others), format: { ...format, reason } }
  }

  /** Whether the template makes another text of messages with tools; found out once. */
  #describesTools(messages: readonly ChatMessage[], { tools: _none, ...others }: AnswerRules, text: string): boolean {
    this.#tools ??= text !== this.#textOf(messages, others)
    return this.#tools
  }

  #textOf(messages: readonly ChatMessage[], { thinking, template = {}, tools }: AnswerRules): string {
    const variables: TemplateVariables = {
      messages,
      add_generation_prompt: true,
      bos_token: this.#special.bos ?? '',
      eos_token: this.#special.eos ?? '',
      ...(tools === undefined ? {} : { tools }),
      ...thinkingVariables(thinking),
      ...template,
    }
    try {
      return this.#rendered(variables)
    } catch (error) {
      if (error instanceof TemplateRefusal) throw refused(error)
      throw error
    }
  }

  #rendered(variables: TemplateVariables): string {
    try {
      return this.#template.render(variables)
    } catch (error) {
      if (error instanceof TemplateRefusal || 'tools' in variables) throw error
      // Jinja takes an undefined list for an empty one, which templates count on and this renderer does not do.
      return this.#template.render({ ...variables, tools: [] })
    }
  }
}

function refused(error: TemplateRefusal): LlmBenchError {
  return new LlmBenchError(
    'invalid-workload',
    `the chat template of the model refuses these messages ("${plainExcerpt(error.message, reasonWidth)}"): ` +
      'give them as it wants them (a text for the system, say, at the start of the first user message)',
    { cause: error },
  )
}

function noSwitch(thinking: boolean | string): LlmBenchError {
  return new LlmBenchError(
    'invalid-workload',
    `chat(messages, { thinking }): ${JSON.stringify(thinking)} is not allowed here; ` +
      "the model's chat template makes the same text of it either way: leave the option out",
  )
}

/** A reason as a record holds it: one line of the renderer's words, which quote the file. */
export function reasonOf(error: unknown): string {
  return plainExcerpt(error instanceof Error ? error.message : String(error), reasonWidth)
}
