import { at } from '../../json.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { isLanguageModel, type LanguageModel, noModel } from '../../requesters/ai-sdk/language-model.ts'
import { sdkUsage } from '../../requesters/ai-sdk/sdk-usage.ts'
import type { Ledger, LedgerCall } from './ledger.ts'

type Method = (options: unknown) => PromiseLike<unknown>
type Read = (result: unknown, call: LedgerCall) => unknown

/**
 * A language model of the AI SDK that tells a ledger of its calls, and is the same in all else.
 * @throws LlmBenchError `invalid-option` for anything else
 */
export function watchedModel<Model extends LanguageModel>(model: Model, ledger: Ledger): Model {
  if (!isLanguageModel(model)) {
    const { is, instead } = noModel(model)
    throw notAllowed('context.model(model)', is, instead ?? 'a language model of the AI SDK, such as openai("gpt-4o")')
  }
  const watched = (method: Method, read: Read): Method => {
    return async (options) => {
      const call = ledger.call(model)
      try {
        return read(await method(options), call)
      } catch (error) {
        call.usage = 'none'
        throw error
      }
    }
  }
  // The target is empty, so that a frozen model can be watched too; methods see the model itself.
  return new Proxy(Object.create(model) as Model, {
    get(_target, property) {
      const value: unknown = Reflect.get(model, property, model)
      if (typeof value !== 'function') return value
      const method = (value as Method).bind(model)
      if (property === 'doGenerate') return watched(method, withWholeUsage)
      return property === 'doStream' ? watched(method, withStreamedUsage) : method
    },
  })
}

function withWholeUsage(result: unknown, call: LedgerCall): unknown {
  call.usage = sdkUsage(at(result, 'usage'))
  return result
}

/** The result of a streamed call, whose last part tells the usage as it goes by. */
function withStreamedUsage(result: unknown, call: LedgerCall): unknown {
  const stream = at(result, 'stream')
  if (!(stream instanceof ReadableStream)) return result
  const watch = new TransformStream<unknown, unknown>({
    transform(part, controller) {
      if (at(part, 'type') === 'finish') call.usage = sdkUsage(at(part, 'usage'))
      controller.enqueue(part)
    },
  })
  return { ...(result as object), stream: (stream as ReadableStream<unknown>).pipeThrough(watch) }
}
