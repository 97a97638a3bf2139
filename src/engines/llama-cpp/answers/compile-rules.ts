import type { LlamaGrammar, LlamaGrammarEvaluationState, LlamaModel, SequenceEvaluateOptions } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import { plainExcerpt } from '../../../plain-text.ts'
import type { AnswerRules, Tool } from '../../../workload/answer-rules.ts'
import type { JsonSchema } from '../../../workload/validate-answer.ts'
import { jsonGrammar, UnheldSchema } from './json-grammar.ts'
import { StopWatch } from './stop-watch.ts'
import { tokenBias } from './token-bias.ts'

/** The part of node-llama-cpp that applies rules to answers. */
export type RuleParts = Pick<typeof import('node-llama-cpp'), 'LlamaGrammarEvaluationState' | 'TokenBias'>

/** Rules as the engine takes them. */
export interface CompiledRules {
  /** Samplers and biases, the same for every request. */
  readonly samplers: Pick<SequenceEvaluateOptions, 'topK' | 'topP' | 'minP' | 'tokenBias'>
  /** State of the grammar at the beginning of an answer; null without one. */
  grammarState(): LlamaGrammarEvaluationState | null
  /** Watch for the texts that end an answer; null without them. */
  stopWatch(): StopWatch | null
  readonly stops: readonly string[]
  /** Names of the tools that an answer may call; null where none is looked for. */
  readonly tools: ReadonlySet<string> | null
}

/** Makes the engine's own form of rules, once for each. */
export type CompileRules = (rules: AnswerRules) => Promise<CompiledRules>

/**
 * Makes the engine's own form of rules.
 * @throws LlmBenchError `invalid-workload` for a grammar or schema that cannot be held to, and for a token that is none
 */
export function ruleCompiler(parts: RuleParts, model: LlamaModel): CompileRules {
  return async ({ topK = 0, topP = 1, minP = 0, logitBias, stop = [], form, tools, toolChoice = 'auto' }) => {
    const forced = tools === undefined || toolChoice === 'auto' || toolChoice === 'none' ? null : toolChoice
    const text =
      forced !== null
        ? grammarOf(callSchema(tools ?? [], forced === 'required' ? null : forced.name), 'tools')
        : form === undefined
          ? null
          : form.kind === 'gbnf'
            ? form.grammar
            : grammarOf(form.schema, 'jsonSchema')
    const grammar = text === null ? null : await createGrammar(parts, model, text)
    return {
      samplers: {
        topK,
        topP,
        minP,
        ...(logitBias === undefined ? {} : { tokenBias: tokenBias(parts, model, logitBias) }),
      },
      grammarState: () => (grammar === null ? null : new parts.LlamaGrammarEvaluationState({ model, grammar })),
      stopWatch: () => (stop.length === 0 ? null : new StopWatch(stop, (tokens) => model.detokenize(tokens))),
      stops: stop,
      tools: tools === undefined || toolChoice === 'none' ? null : new Set(tools.map((tool) => tool.function.name)),
    }
  }
}

async function createGrammar(
  { LlamaGrammarEvaluationState: State }: RuleParts,
  model: LlamaModel,
  text: string,
): Promise<LlamaGrammar> {
  try {
    const grammar = await model.llama.createGrammar({ grammar: text })
    // The engine says only here whether it can begin with it.
    void new State({ model, grammar })
    return grammar
  } catch (error) {
    const reason = plainExcerpt(error instanceof Error ? error.message : String(error), 200)
    throw new LlmBenchError(
      'invalid-workload',
      `the grammar of the answer cannot be used (${reason}): give a GBNF grammar of llama.cpp with a rule root`,
      { cause: error },
    )
  }
}

function grammarOf(schema: JsonSchema | null, option: 'tools' | 'jsonSchema'): string {
  try {
    return jsonGrammar(schema)
  } catch (error) {
    if (!(error instanceof UnheldSchema)) throw error
    throw new LlmBenchError(
      'invalid-workload',
      `${option}: no grammar holds an answer to "${error.message}": leave it out and look for it with validate, ` +
        'or give a grammar of your own',
      { cause: error },
    )
  }
}

/** The schema of a call that must be made: of any of the tools, or of the one that is named. */
function callSchema(tools: readonly Tool[], name: string | null): JsonSchema {
  const calls = tools
    .filter((tool) => name === null || tool.function.name === name)
    .map(({ function: { name: called, parameters = { type: 'object' } } }) => ({
      type: 'object',
      properties: { name: { const: called }, arguments: parameters },
      required: ['name', 'arguments'],
      additionalProperties: false,
    }))
  return { anyOf: calls }
}
