import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { isObject, type JsonObject, textOf } from '../../json.ts'
import type { AnswerToScore, Scorer, ScorerSettings } from '../scorer.ts'
import type { ForeignCall, ForeignScorer } from './foreign.ts'
import { adapterSchema } from './adapter-schema.ts'
import { foreignResult } from './foreign-result.ts'

/** Options of {@link scorer}. */
export interface AdapterOptions extends Pick<ScorerSettings, 'signature' | 'timeout' | 'concurrency'> {
  /** Name of scores whose results have none; that of the scorer where left out. */
  readonly name?: string | undefined
  /** `'promptfoo'` for a function of `(output, context)`. Default `'object'`: a function of one object. */
  readonly call?: ForeignCall | undefined
}

const call = optionsOf('scorer', 'scorer')

/**
 * A scorer of another package, as it is, for `score`: of autoevals, evalite, vitest-evals, openevals or promptfoo. It
 * gets the answer under the names of all of them (`input`, `inputs`, `output`, `outputs`, `expected`,
 * `referenceOutputs`), and its result is read as each of them writes it.
 *
 * @example { score: [scorer(Levenshtein), scorer(exactMatch), scorer(isPolite, { call: 'promptfoo' })] }
 * @throws LlmBenchError `invalid-option`
 */
export function scorer(foreign: ForeignScorer, options?: AdapterOptions): Scorer
export function scorer(foreign: ForeignScorer, options: AdapterOptions = {}, ...more: unknown[]): Scorer {
  noMore(call(''), more)
  const given = functionOf(foreign)
  if (given === null) {
    throw notAllowed('scorer(scorer)', shown(foreign), 'a function, or an object with a function scorer or assess')
  }
  checkOptions(adapterSchema, options, { call })
  const { call: way = 'object', name, signature, timeout, concurrency } = options
  const own = name ?? given.name
  const adapted: Scorer = async (answer) => {
    const result = way === 'promptfoo' ? given.call(answer.output, contextOf(answer)) : given.call(argumentsOf(answer))
    return foreignResult(await result, own)
  }
  return Object.assign(adapted, {
    scorerName: own,
    ...(signature === undefined ? {} : { signature }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(concurrency === undefined ? {} : { concurrency }),
  })
}

interface GivenFunction {
  readonly name: string
  readonly call: (...given: unknown[]) => unknown
}

function functionOf(foreign: unknown): GivenFunction | null {
  if (typeof foreign === 'function') return { name: foreign.name || 'score', call: foreign as GivenFunction['call'] }
  if (!isObject(foreign)) return null
  const { name, scorer: own, assess } = foreign
  const found = [own, assess].find((value) => typeof value === 'function')
  if (found === undefined) return null
  // A judge may be an object with a state of its own.
  return {
    name: textOf(name) ?? 'score',
    call: (...given) => Reflect.apply(found as GivenFunction['call'], foreign, given),
  }
}

/** Input, output and expected answer, under the names of all packages that take one object. */
function argumentsOf({ input, output, expected, messages }: AnswerToScore): JsonObject {
  return {
    input,
    output,
    inputs: input,
    outputs: output,
    toolCalls: [],
    ...(messages === undefined ? {} : { messages }),
    ...(expected === undefined ? {} : { expected, referenceOutputs: expected, reference_outputs: expected }),
  }
}

/** Context of an assertion of promptfoo, as far as there is one here. */
function contextOf({ input, output, expected }: AnswerToScore): JsonObject {
  const vars = { input, ...(expected === undefined ? {} : { expected }) }
  return {
    prompt: input,
    vars,
    test: { vars },
    logProbs: undefined,
    provider: undefined,
    providerResponse: { output },
  }
}
