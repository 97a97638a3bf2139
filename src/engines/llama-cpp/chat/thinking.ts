import type { ThinkingEffort } from '../../../workload/answer-rules.ts'
import type { TemplateVariables } from './jinja-template.ts'

/**
 * Variables that switch thinking in a chat template; each family of models has a name of its own for it, and a
 * template passes over those it does not know.
 */
export function thinkingVariables(thinking: boolean | ThinkingEffort | undefined): TemplateVariables {
  if (thinking === undefined) return {}
  if (typeof thinking === 'string') return { reasoning_effort: thinking }
  return {
    // Qwen, GLM, SmolLM, Gemma and most others.
    enable_thinking: thinking,
    // Granite, DeepSeek, Kimi.
    thinking,
    // MiniMax.
    thinking_mode: thinking ? 'enabled' : 'disabled',
  }
}

/** The opposite of what was asked for: a template that knows the switch makes another text of it. */
export function oppositeThinking(thinking: boolean | ThinkingEffort): boolean | ThinkingEffort {
  if (typeof thinking === 'boolean') return !thinking
  return thinking === 'high' ? 'low' : 'high'
}
