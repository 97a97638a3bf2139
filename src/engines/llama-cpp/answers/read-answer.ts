import type { LlamaModel, Token } from 'node-llama-cpp'
import type { FinishReason } from '../../../samples/sample.ts'
import type { CompiledRules } from './compile-rules.ts'
import { splitThinking } from './split-thinking.ts'
import { stopPlace } from './stop-watch.ts'
import { findToolCalls } from './tool-calls.ts'

/** An answer as it is read once its clock has stopped. */
export interface ReadAnswer {
  readonly text: string
  /** Number of its first tokens that have text of the answer: those of a stop text have none. */
  readonly withText: number
  /** Thoughts before it, as text; null where the model did not think. */
  readonly reasoning: string | null
  /** Number of tokens that were thought; null where the model did not think. */
  readonly thought: number | null
  /** Calls of tools as a sample has them; null for none. */
  readonly toolCalls: string | null
  readonly finish: FinishReason
}

/** An answer that was made, and how. */
export interface MadeAnswer {
  /** Tokens of the prompt; null where it was no chat, and nothing is taken for thinking. */
  readonly input: readonly Token[] | null
  readonly output: readonly Token[]
  readonly rules: CompiledRules | null
  readonly finish: FinishReason
}

/** Tokens at the end of a prompt in which a template may open the thinking. */
const openingTokens = 8

/** Reads an answer from its tokens by the rules it was made by. */
export function readAnswer(model: LlamaModel, { input, output, rules, finish }: MadeAnswer): ReadAnswer {
  const whole = model.detokenize(output)
  const cut = rules === null ? whole : whole.slice(0, stopPlace(whole, rules.stops))
  const withText = cut.length === whole.length ? output.length : tokensUpTo(model, output, cut.length)
  const split = input === null ? null : splitThinking(cut, model.detokenize(input.slice(-openingTokens), true))
  const parts = {
    withText,
    reasoning: split?.reasoning ?? null,
    thought: split === null ? null : tokensUpTo(model, output, split.from),
  }
  const text = split?.text ?? cut
  const tools = rules?.tools ?? null
  // Some formats write the marks of a call as special tokens.
  const said = tools === null ? '' : model.detokenize(output.slice(parts.thought ?? 0), true)
  const found = tools === null ? null : findToolCalls(said, tools)
  if (found === null || found.calls.length === 0) return { ...parts, text, toolCalls: null, finish }
  return {
    ...parts,
    text: found.text,
    toolCalls: JSON.stringify(found.calls),
    finish: finish === 'length' ? 'length' : 'tool-calls',
  }
}

/** The fewest first tokens whose text has so many characters. */
function tokensUpTo(model: LlamaModel, output: readonly Token[], length: number): number {
  let [least, most] = [0, output.length]
  while (least < most) {
    const middle = Math.floor((least + most) / 2)
    if (model.detokenize(output.slice(0, middle)).length >= length) most = middle
    else least = middle + 1
  }
  return least
}
