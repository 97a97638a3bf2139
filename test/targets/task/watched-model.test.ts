import { expect, test } from 'vitest'
import type { LanguageModel } from '../../../src/requesters/ai-sdk/language-model.ts'
import { Ledger } from '../../../src/targets/task/ledger.ts'
import { watchedModel } from '../../../src/targets/task/watched-model.ts'

const usage = { inputTokens: 5, outputTokens: 3, totalTokens: 8 }

/** A model with state of its own, as providers' classes have. */
class Model {
  readonly #secret = 'inside'
  readonly specificationVersion = 'v2'
  readonly provider = 'test'
  readonly modelId = 'one'
  failing = false
  get inner(): string {
    return this.#secret
  }
  async doGenerate(): Promise<unknown> {
    await Promise.resolve()
    if (this.failing) throw new Error(`refused ${this.#secret}`)
    return { content: [], usage }
  }
  async doStream(): Promise<{ stream: ReadableStream<unknown>; request: string }> {
    await Promise.resolve()
    const stream = ReadableStream.from([
      { type: 'text-delta', delta: 'a' },
      { type: 'finish', usage },
    ])
    return { stream, request: this.#secret }
  }
}

const call = async (model: LanguageModel, name: 'doGenerate' | 'doStream'): Promise<unknown> =>
  await (model as unknown as Record<string, () => Promise<unknown>>)[name]?.()

test('calls are noted with their usage, and everything else is the model', async () => {
  const ledger = new Ledger()
  const model = new Model()
  const watched = watchedModel(model, ledger)
  expect(watched.modelId).toBe('one')
  expect(watched.inner).toBe('inside')
  expect('doStream' in watched).toBe(true)
  expect(watched instanceof Model).toBe(true)
  expect(await call(watched, 'doGenerate')).toMatchObject({ usage })
  const { stream, request } = (await call(watched, 'doStream')) as Awaited<ReturnType<Model['doStream']>>
  expect(request).toBe('inside')
  // A stream that is not over has no usage yet.
  expect(ledger.calls.map(({ usage: told }) => told === null)).toEqual([false, true])
  let parts = 0
  for await (const _part of stream) parts++
  expect(parts).toBe(2)
  expect(ledger.calls.map(({ usage: told }) => told)).toMatchObject([
    { input: 5, output: 3 },
    { input: 5, output: 3 },
  ])
  expect(ledger.steps).toBe(2)
})

test('a call that fails is a step without tokens, and its error is the own one', async () => {
  const ledger = new Ledger()
  const model = new Model()
  model.failing = true
  await expect(call(watchedModel(model, ledger), 'doGenerate')).rejects.toThrow('refused inside')
  expect(ledger.calls.map(({ usage: told }) => told)).toEqual(['none'])
})

test('a frozen model can be watched; a task that is over notes nothing; a text is no model', async () => {
  const ledger = new Ledger()
  const frozen = Object.freeze({
    specificationVersion: 'v3',
    provider: 'test',
    modelId: 'two',
    doGenerate: async () => await Promise.resolve({ usage: { inputTokens: { total: 7 }, outputTokens: { total: 2 } } }),
    doStream: async () => await Promise.resolve({}),
  })
  const watched = watchedModel(frozen, ledger)
  await call(watched, 'doGenerate')
  await call(watched, 'doStream')
  expect(ledger.calls.map(({ usage: told }) => told)).toMatchObject([{ input: 7, output: 2 }, null])
  ledger.close()
  await call(watched, 'doGenerate')
  ledger.step()
  expect(ledger.steps).toBe(2)
  expect(() => watchedModel('gpt-4o' as never, ledger)).toThrow(
    'context.model(model): a text is not allowed here; give the model itself, for example openai("gpt-4o")',
  )
})
