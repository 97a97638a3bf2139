import { at, listOf, numberOf, textOf } from '../../../json.ts'
import { type RoutedModel, unknownModel } from '../routed-model.ts'
import type { CallAnswer, RouterCalls, RouterSoftware } from '../router-software.ts'

/**
 * LM Studio, from its documentation: 0.4 and newer tell their models and load them below `/api/v1`; older ones tell
 * their states below `/api/v0`, and load a model at its first request only. A model that a request has loaded goes
 * when it was idle for its TTL, or when a request loads another.
 */
export const lmStudio: RouterSoftware = {
  name: 'LM Studio',
  models: async (listed, { get }) => {
    const today = listOf(at(await get('/api/v1/models'), 'models'))
    const models = today?.flatMap(modelOf) ?? (listOf(at(await get('/api/v0/models'), 'data')) ?? []).flatMap(olderOf)
    return models.length > 0 ? models : listed.map(({ id }) => unknownModel(id))
  },
  load: async (model, { post }) => {
    const answer = await post('/api/v1/models/load', { model })
    const seconds = numberOf(at(answer.body, 'load_time_seconds'))
    return { ...answer, serverMs: seconds === null ? null : seconds * 1000 }
  },
  unload: async (model, calls) => {
    let last: CallAnswer | null = null
    for (const instance_id of await instancesOf(model, calls))
      last = await calls.post('/api/v1/models/unload', { instance_id })
    return last ?? (await calls.post('/api/v1/models/unload', { instance_id: model }))
  },
  wayOut: 'LM Studio 0.4 and newer do it by a call: update it, or load and eject models in its window',
  events: null,
}

function modelOf(entry: unknown): RoutedModel[] {
  const name = textOf(at(entry, 'key'))
  if (name === null) return []
  const [instance] = listOf(at(entry, 'loaded_instances')) ?? []
  return [
    {
      ...unknownModel(name),
      state: instance === undefined ? 'unloaded' : 'loaded',
      contextSize: numberOf(at(instance, 'config', 'context_length')),
      quantization: textOf(at(entry, 'quantization', 'name')),
      sizeBytes: numberOf(at(entry, 'size_bytes')),
    },
  ]
}

function olderOf(entry: unknown): RoutedModel[] {
  const name = textOf(at(entry, 'id'))
  const state = textOf(at(entry, 'state'))
  if (name === null) return []
  return [
    {
      ...unknownModel(name),
      state: state === null ? 'unknown' : state === 'loaded' ? 'loaded' : 'unloaded',
      contextSize: numberOf(at(entry, 'loaded_context_length')),
      quantization: textOf(at(entry, 'quantization')),
    },
  ]
}

/** Ids of the instances that a model is loaded in. */
async function instancesOf(model: string, { get }: RouterCalls): Promise<string[]> {
  const models = listOf(at(await get('/api/v1/models'), 'models'))
  const found = models?.find((candidate) => at(candidate, 'key') === model)
  return (listOf(at(found, 'loaded_instances')) ?? []).flatMap((instance) => textOf(at(instance, 'id')) ?? [])
}
