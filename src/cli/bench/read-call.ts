import { notAllowed } from '../../option-check/sentences.ts'
import { printableAddress } from '../../option-check/printable-address.ts'
import { shown } from '../../option-check/shown.ts'
import type { Acceptable } from '../../verdicts/acceptable.ts'
import type { SpecContext } from '../../models/spec.ts'
import { levelName } from '../../sweeps/levels.ts'
import { millisecondsOf, numberOf, wholeOf } from '../number-of.ts'
import type { AskedBench, AskedTarget } from './asked-bench.ts'
import { askedLoad } from './asked-load.ts'
import { askedTarget } from './asked-target.ts'
import { limitsOf } from './limits.ts'
import { priceOf } from './price-of.ts'
import type { RunValues } from './run-options.ts'

const call = 'llm-bench run'
const usualPrompt = 'Why is the sky blue?'
const usualMaxTokens = 64
const grounds: readonly Acceptable[] = ['estimated', 'assumed', 'simulated']

/** Names and places that a call refers to. */
export interface CallContext extends SpecContext {
  /** Whether `LLM_BENCH_URL` or the configuration names a service. */
  readonly hasService: boolean
  /** Whether nobody is asked; false where it is left out. */
  readonly isSimulated?: boolean
}

/**
 * The bench that a call asks for.
 * @throws LlmBenchError naming the option, the value and the way out
 */
export function readCall(words: readonly string[], values: RunValues, context: CallContext): AskedBench {
  const [what, ...more] = words
  if (more.length > 0) throw notAllowed(call, shown(more[0]), 'one target; levels stand behind --concurrent-levels')
  const target = askedTarget({ ...values, what }, context, context.hasService, context.isSimulated)
  const only = areaOf(values)
  const { concurrency, rate, 'concurrent-levels': written } = values
  const load = askedLoad({ concurrency, rate, levels: written, only })
  const limits = limitsOf(values)
  const saving = limits.some(({ name }) => name === 'min-saving')
  if (values.vs !== undefined && !saving) throw notAllowed(`${call} --vs`, 'it without --min-saving', 'both')
  // Looked up before anything is measured: a wrong name costs no run.
  if (values.vs !== undefined) priceOf(values.vs)
  return {
    name: values.name ?? nameOf(target, load.load),
    sweep: values.name ?? nameOf(target, null),
    target,
    prompts: promptsOf(values),
    completes: values.complete === true,
    maxTokens: wholeOption(values, 'max-tokens') ?? usualMaxTokens,
    length: lengthOf(values),
    ...load,
    limits,
    savesOver: values.vs ?? null,
    accept: acceptOf(values.accept),
  }
}

function areaOf(values: RunValues): 'latency' | 'cost' | 'throughput' | null {
  const areas = (['latency', 'cost', 'throughput'] as const).filter((area) => values[`${area}-only`] === true)
  if (areas.length > 1) throw notAllowed(`${call} --${areas[1]}-only`, `it beside --${areas[0]}-only`, 'one of them')
  return areas[0] ?? null
}

function promptsOf({ prompt, prompts }: RunValues): AskedBench['prompts'] {
  if (prompt !== undefined && prompts !== undefined) throw notAllowed(`${call} --prompts`, 'it beside --prompt', 'one')
  if (prompts !== undefined) return { jsonl: prompts }
  return { texts: prompt ?? [usualPrompt] }
}

/** Three names of one thing: usual words for it in other tools. */
const requestOptions = ['requests', 'iterations', 'samples'] as const

function lengthOf(values: RunValues): AskedBench['length'] {
  const given = requestOptions.filter((option) => values[option] !== undefined)
  if (given.length > 1) throw notAllowed(`${call} --${given[1]}`, `it beside --${given[0]}`, 'one of them')
  const requests = given[0] === undefined ? null : wholeOption(values, given[0])
  const { duration: text, warmup: before } = values
  const duration = text === undefined ? null : millisecondsOf(text)
  if (text !== undefined && duration === null) {
    throw notAllowed(`${call} --duration`, shown(text), 'a time above 0, such as 30s, 500ms or 2m')
  }
  const warmup = before === undefined ? null : numberOf(before)
  if (warmup !== null && !(Number.isInteger(warmup) && warmup >= 0)) {
    throw notAllowed(`${call} --warmup`, shown(before), 'a whole number of at least 0')
  }
  return {
    ...(requests === null ? {} : { requests }),
    ...(duration === null ? {} : { duration }),
    ...(warmup === null ? {} : { warmup }),
  }
}

function wholeOption(values: RunValues, option: (typeof requestOptions)[number] | 'max-tokens'): number | null {
  const text = values[option]
  if (text === undefined) return null
  const value = wholeOf(text)
  if (value !== null) return value
  throw notAllowed(`${call} --${option}`, shown(text), 'a whole number of at least 1')
}

function acceptOf(text: string | undefined): readonly Acceptable[] {
  return (text?.split(',') ?? []).map((word) => {
    const found = grounds.find((ground) => ground === word)
    if (found !== undefined) return found
    throw notAllowed(`${call} --accept`, shown(word), `some of ${grounds.join(', ')}, with commas between`)
  })
}

function nameOf(target: AskedTarget, load: AskedBench['load']): string {
  const what = target.kind === 'model' ? target.spec : target.kind === 'simulated' ? target.kind : hostOf(target.url)
  if (load === null) return what
  const words = 'clients' in load ? levelName('concurrency', load.clients) : levelName('rate', load.perSecond)
  return `${what}, ${words}`
}

function hostOf(url: string | null): string {
  return url === null ? 'endpoint' : (URL.parse(printableAddress(url))?.host ?? 'endpoint')
}
