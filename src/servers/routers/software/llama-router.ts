import { at, listOf, numberOf, textOf } from '../../../json.ts'
import { type RoutedModel, type RoutedState, unknownModel } from '../routed-model.ts'
import { type RouterSoftware, untimed } from '../router-software.ts'

const states: Readonly<Record<string, RoutedState>> = {
  loaded: 'loaded',
  loading: 'loading',
  unloaded: 'unloaded',
  sleeping: 'sleeping',
}

/**
 * llama-server that starts one of itself for each model (its router mode). A load is answered once the process is
 * spawned; what it makes room for is ended before.
 */
export const llamaRouter: RouterSoftware = {
  name: 'llama-server',
  models: async (_listed, _calls, answer) => (listOf(at(answer, 'data')) ?? []).flatMap(modelOf),
  load: async (model, { post }) => untimed(await post('/models/load', { model })),
  unload: async (model, { post }) => await post('/models/unload', { model }),
  wayOut: '',
  processOf: async (model) => ['--alias', model],
  events: '/models/sse',
}

function modelOf(entry: unknown): RoutedModel[] {
  const name = textOf(at(entry, 'id'))
  if (name === null) return []
  return [
    {
      ...unknownModel(name),
      state: states[textOf(at(entry, 'status', 'value')) ?? ''] ?? 'unknown',
      failed: at(entry, 'status', 'failed') === true,
      contextSize: numberOf(at(entry, 'meta', 'n_ctx')),
      quantization: textOf(at(entry, 'meta', 'ftype')),
      sizeBytes: numberOf(at(entry, 'meta', 'size')),
    },
  ]
}
